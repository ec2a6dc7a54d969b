import type { IncomingMessage } from 'node:http';

/** Above what any service here takes (Lambda 6 MB, SQS 1 MiB), so that a mistake cannot fill the memory. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** @returns undefined when the body is longer than `bodyLimitBytes`; the rest of it is read and dropped. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length <= bodyLimitBytes) chunks.push(chunk);
  }
  return length > bodyLimitBytes ? undefined : Buffer.concat(chunks, length);
}

/** Headers with one value each, names in lower case, as Node gives them. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
