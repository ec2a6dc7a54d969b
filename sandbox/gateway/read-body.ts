import type { IncomingMessage } from 'node:http';

/** Above what any service here takes (Lambda 6 MB, SQS 1 MiB), so that a mistake cannot fill the memory. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** @returns undefined when the body is longer than `bodyLimitBytes`; the rest of it is read and dropped. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= bodyLimitBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      if (length > bodyLimitBytes) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
    });
    request.on('error', reject);
    // After the end this changes nothing any more.
    request.on('close', () => reject(new Error('the caller hung up before the whole request had come')));
  });
}

/** Headers with one value each, names in lower case, as Node gives them. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = typeof value === 'string' ? value : (value ?? []).join(', ');
  return headers;
}
