import type { BrowserContext } from 'playwright-core';

/** What went wrong in the pages of a context, as long as it lives. */
export interface Watched {
  /** Errors on the console (violations of the content security policy among them) and errors that nobody caught. */
  readonly errors: string[];
  /** Addresses of requests to anything but the sandbox. */
  readonly outsideRequests: string[];
}

/** @param origin of the sandbox, such as `http://127.0.0.1:4580` */
export function watchContext(context: BrowserContext, origin: string): Watched {
  const errors: string[] = [];
  const outsideRequests: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => errors.push(error.error().stack ?? error.error().message));
  context.on('request', (request) => {
    const address = new URL(request.url());
    if (address.origin !== origin && !['data:', 'blob:'].includes(address.protocol)) outsideRequests.push(address.href);
  });
  return { errors, outsideRequests };
}
