import type { Log } from '../domain/ports.ts';

/**
 * One JSON object a line, the form that Lambda's log group and CloudWatch Logs Insights read. A logging library would be a
 * tenth of a function's bundle for these lines.
 */
export function createJsonLog(functionName: string): Log {
  const write = (level: string, message: string, detail: Parameters<Log['info']>[1]): void => {
    console.log(JSON.stringify({ ...detail, level, function: functionName, message }));
  };
  return {
    info: (message, detail) => write('INFO', message, detail),
    error: (message, detail) => write('ERROR', message, detail),
  };
}
