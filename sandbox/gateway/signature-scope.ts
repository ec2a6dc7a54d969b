/** Who signed a request and for which service, as the request itself says. Signatures are not verified. */
export interface SignatureScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** SigV4 signing name: `cases`, `connect`, `dynamodb`, … */
  readonly service: string;
}

/**
 * Reads the credential scope of Signature Version 4 from the `Authorization` header or, for presigned requests, from the
 * query. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureScope(authorization: string | undefined, query: URLSearchParams): SignatureScope | undefined {
  const credential = /Credential=([^,\s]+)/.exec(authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  const [accessKeyId, date, region, service, terminator] = credential?.split('/') ?? [];
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') return undefined;
  return { accessKeyId, region, service };
}
