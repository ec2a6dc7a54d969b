import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { PartnerRequest, PartnerResponse } from '../partner.ts';

/** Default of an org's session settings. */
export const sessionMilliseconds = 2 * 3_600_000;

/**
 * The token endpoint for the client credentials flow.
 * Source: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm
 */
export function createTokens(
  kernel: Kernel,
  org: InstanceFile['partners']['salesforce'],
): { handle(request: PartnerRequest): PartnerResponse; isValid(token: string | undefined): boolean } {
  const expiries = new Map<string, number>();
  return {
    isValid: (token) => token !== undefined && (expiries.get(token) ?? 0) > kernel.clock.now(),
    handle(request) {
      if (request.method !== 'POST') return refused(400, 'invalid_request', 'must use HTTP POST');
      const form = new URLSearchParams(request.body);
      const grant = form.get('grant_type');
      if (grant !== 'client_credentials')
        return refused(400, 'unsupported_grant_type', `grant type not supported by the sandbox: ${grant ?? 'none'}`);
      const { id, secret } = credentials(request, form);
      if (id !== org.clientId) return refused(400, 'invalid_client_id', 'client identifier invalid');
      if (secret !== org.clientSecret) return refused(401, 'invalid_client', 'invalid client credentials');
      const token = `00D${kernel.identifiers.hex(12)}!${kernel.identifiers.hex(32)}`;
      expiries.set(token, kernel.clock.now() + sessionMilliseconds);
      return {
        status: 200,
        body: {
          access_token: token,
          instance_url: org.domain,
          id: `https://login.salesforce.com/id/00D${kernel.identifiers.hex(12)}/005${kernel.identifiers.hex(12)}`,
          token_type: 'Bearer',
          issued_at: String(kernel.clock.now()),
          signature: kernel.identifiers.hex(44),
          scope: 'api',
        },
      };
    },
  };
}

/** From the form, or from an `Authorization: Basic` header. */
function credentials(request: PartnerRequest, form: URLSearchParams): { id: string | null; secret: string | null } {
  const basic = /^Basic (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  if (basic === undefined) return { id: form.get('client_id'), secret: form.get('client_secret') };
  const text = Buffer.from(basic, 'base64').toString();
  const colon = text.indexOf(':');
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

const refused = (status: number, error: string, description: string): PartnerResponse => ({
  status,
  body: { error, error_description: description },
});
