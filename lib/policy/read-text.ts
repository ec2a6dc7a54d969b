import { open } from 'node:fs/promises';
import { PolicyFileError } from './policy-source.ts';

/** A policy file of a hundred templates has some 50 KB; what is larger than this is not one. */
const mostBytes = 1_048_576;

const missingCodes = new Set(['ENOENT', 'ENOTDIR']);

function refusal(file: string, message: string, line = 1, column = 1, cause?: unknown): PolicyFileError {
  return new PolicyFileError([{ file, line, column, message }], { cause });
}

/** Reads at most `mostBytes`; a larger file is refused without being read. */
async function readBytes(path: string, file: string, ifMissing: string): Promise<Buffer> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) {
        throw refusal(file, `the file has ${size} bytes; allowed: at most ${mostBytes} (1 MB)`);
      }
      // A device or a pipe has no size: read one byte more than allowed and see.
      const buffer = Buffer.alloc(mostBytes + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
        if (bytesRead === 0) break;
        length += bytesRead;
        if (length > mostBytes) throw refusal(file, `the file has more than ${mostBytes} bytes; allowed: at most 1 MB`);
      }
      return buffer.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PolicyFileError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (missingCodes.has(code)) throw refusal(file, `there is no such file; ${ifMissing}`, 1, 1, error);
    if (code === 'EISDIR') throw refusal(file, 'this is a folder; a file is needed', 1, 1, error);
    throw refusal(file, `the file cannot be read (${code || String(error)}); check its permissions`, 1, 1, error);
  }
}

/** Length of the longest start of `bytes` that is whole, valid UTF-8. */
function validLength(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      high = middle - 1;
    }
  }
  // The start may end inside a character that never becomes whole; that character is the bad one.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, low), { stream: true });
  return Buffer.byteLength(whole);
}

function placeAfter(text: string): { line: number; column: number } {
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/**
 * Reads a UTF-8 text file of at most 1 MB.
 * @throws PolicyFileError when it is missing, too large, not UTF-8, binary, or empty
 */
export async function readText(path: string, file: string, ifMissing: string): Promise<string> {
  const bytes = await readBytes(path, file, ifMissing);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const valid = validLength(bytes);
    const place = placeAfter(bytes.subarray(0, valid).toString('utf8'));
    const byte = (bytes[valid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    throw refusal(
      file,
      `not UTF-8: found byte 0x${byte}; save the file as UTF-8 (Shift_JIS and UTF-16 are not read)`,
      place.line,
      place.column,
      error,
    );
  }
  // oxlint-disable-next-line no-control-regex -- finding control characters is the point
  const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.exec(text);
  if (control !== null) {
    const place = placeAfter(text.slice(0, control.index));
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw refusal(file, `found the control character U+${code}; a text file holds none`, place.line, place.column);
  }
  if (text.trim() === '') throw refusal(file, `the file is empty; ${ifMissing}`);
  return text;
}
