import { request } from 'node:http';
import { controlBase, controlError, routes, type Control, type Route } from '../../sandbox/control/schema.ts';
import { UserError } from '../command.ts';

/**
 * The control API of a running sandbox as functions. A call may take as long as the work does: a jump over weeks is
 * answered when it is done. @throws UserError when nothing answers, or with the sandbox's own words when it refuses
 */
export function createControlClient(endpoint: string, signal: AbortSignal): Control {
  const call = async (route: Route, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const left = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(left.get(name));
      left.delete(name);
      return encodeURIComponent(value);
    });
    const query =
      route.method === 'GET' && left.size > 0
        ? `?${new URLSearchParams([...left].map(([name, value]): [string, string] => [name, String(value)])).toString()}`
        : '';
    const body = route.method === 'POST' ? JSON.stringify(Object.fromEntries(left)) : undefined;
    const answer = await send(`${endpoint}${controlBase}${path}${query}`, route.method, body, signal);
    const said = parsed(answer.text, endpoint);
    if (answer.status === 200) return said;
    const refused = controlError.safeParse(said);
    throw new UserError(refused.success ? refused.data.error.message : `HTTP ${answer.status} from ${endpoint}`);
  };
  return Object.fromEntries(
    Object.entries(routes as Readonly<Record<string, Route>>)
      .filter(([, { stream }]) => stream !== true)
      .map(([name, route]) => [name, (input: Readonly<Record<string, unknown>>) => call(route, input)]),
  ) as unknown as Control;
}

function parsed(text: string, endpoint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`what answers at ${endpoint} is not a sandbox`, {
      cause: error,
      next: 'Name the sandbox with --endpoint.',
    });
  }
}

/** Plain `node:http`: unlike `fetch` it waits without a limit of its own. */
function send(
  address: string,
  method: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  const { origin } = new URL(address);
  const unreachable = (cause: unknown): UserError =>
    new UserError(`no sandbox answers at ${origin}`, {
      cause,
      next: 'Start one in another terminal (npm start), or name it with --endpoint.',
    });
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => reject(unreachable(error)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', (error) => reject(signal.aborted ? error : unreachable(error)));
    sent.end(body);
  });
}
