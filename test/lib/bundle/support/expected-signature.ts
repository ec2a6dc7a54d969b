import { createHash, createHmac } from 'node:crypto';
import { lambdaEnvironment, type RecordedRequest } from './run-bundle.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The Authorization header that a request without query must carry, from what arrived.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function expectedAuthorization(request: RecordedRequest, service: string): string {
  const signedHeaders =
    /SignedHeaders=(?<names>[^,]+)/.exec(request.headers.authorization ?? '')?.groups?.['names'] ?? '';
  const instant = String(request.headers['x-amz-date']);
  const scope = `${instant.slice(0, 8)}/${lambdaEnvironment.AWS_REGION}/${service}/aws4_request`;
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = [request.method, request.url, '', headers.join(''), signedHeaders, sha256(request.body)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${lambdaEnvironment.AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', instant, scope, sha256(canonical)].join('\n')).toString('hex');
  const credential = `${lambdaEnvironment.AWS_ACCESS_KEY_ID}/${scope}`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}
