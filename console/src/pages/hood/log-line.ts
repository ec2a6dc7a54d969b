import { ownEntry } from '../../format/own-entry.ts';
import { jsonOrText } from './json-or-text.ts';

/** What a function printed in one line. */
export interface LogLine {
  readonly level: 'error' | 'warning' | 'info' | 'plain';
  readonly message: string;
  /** What stood beside the message, in the order in which it was printed. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The whole line: its value when it is JSON, else its text. */
  readonly raw: unknown;
}

const levels: Readonly<Record<string, LogLine['level']>> = {
  FATAL: 'error',
  ERROR: 'error',
  WARN: 'warning',
  WARNING: 'warning',
  INFO: 'info',
  DEBUG: 'info',
  TRACE: 'info',
};
/** Known from elsewhere on the page. */
const left = new Set(['level', 'message', 'function', 'timestamp']);
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Reads a line as structured JSON with level and message; anything else is plain text. */
export function readLogLine(line: string): LogLine {
  const raw = jsonOrText(line);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !('message' in raw)) {
    return { level: 'plain', message: line, fields: [], raw };
  }
  const facts = raw as Readonly<Record<string, unknown>>;
  return {
    level: ownEntry(levels, String(facts['level']).toUpperCase()) ?? 'plain',
    message: shown(facts['message']),
    fields: Object.entries(facts)
      .filter(([name]) => !left.has(name))
      .map(([name, value]) => ({ name, value: shown(value) })),
    raw,
  };
}
