import type { IncomingMessage } from 'node:http';
import { ControlError } from './control-error.ts';

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests that a page of another site makes through somebody's browser: a Host that is not loopback (a name
 * made to point here), or an Origin other than the sandbox's own. Clients outside browsers send no Origin.
 * @throws ControlError
 */
export function refuseForeign(request: IncomingMessage): void {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (!loopback.test(host)) throw new ControlError('forbidden', `this API answers on loopback only, not for "${host}"`);
  if (origin !== undefined && origin !== `http://${host}`)
    throw new ControlError('forbidden', `the page of ${origin} may not use this sandbox`);
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ControlError('forbidden', 'pages of other sites may not use this sandbox');
}
