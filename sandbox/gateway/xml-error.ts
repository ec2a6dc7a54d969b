import type { AwsError } from '../kernel/service.ts';
import type { WireResponse } from './schema-codec.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Text as it may stand in an element. */
export const escapeXml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);

/** True for a request whose client reads XML: S3, and services of the older query protocol such as STS. */
export const readsXml = (request: {
  service: string | undefined;
  headers: Readonly<Record<string, string>>;
}): boolean =>
  request.service === 's3' || (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** An error that such a client shows in full. */
export function encodeXmlError(error: AwsError, service: string | undefined): WireResponse {
  const told = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const body =
    service === 's3'
      ? `<?xml version="1.0" encoding="UTF-8"?><Error>${told}</Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${told}</Error></ErrorResponse>`;
  return { status: error.statusCode, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}
