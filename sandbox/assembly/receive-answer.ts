import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomResourceAnswers } from './custom-resource-answers.ts';

/** More than CloudFormation takes, so that an answer that is too long is refused with the reason. */
const mostBytes = 64 * 1024;

/** Takes a custom resource's answer as the pre-signed URL of CloudFormation would: PUT, then 200 without a body. */
export async function receiveAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answers: CustomResourceAnswers,
): Promise<true> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  const path = (request.url ?? '').split('?', 1)[0]!;
  const taken = request.method === 'PUT' && answers.accept(path, Buffer.concat(chunks).toString('utf8'));
  response.writeHead(taken ? 200 : 403, { 'content-length': 0 });
  response.end();
  return true;
}
