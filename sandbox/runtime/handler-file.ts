import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failurePayload, type HostedFunction } from './hosted-function.ts';

const extensions = ['.mjs', '.js', '.cjs'];

interface HandlerPlace {
  readonly handlerUrl: string;
  readonly exportName: string;
}

/** What was found before: the code of a deployed function does not move. */
const found = new WeakMap<HostedFunction, HandlerPlace>();

/** Where the handler's module and export are, or the failure that Lambda would report at the first invocation. */
export function findHandler(hosted: HostedFunction): HandlerPlace | { readonly failure: string } {
  const known = found.get(hosted);
  if (known) return known;
  const place = lookForHandler(hosted);
  if ('handlerUrl' in place) found.set(hosted, place);
  return place;
}

function lookForHandler(hosted: HostedFunction): HandlerPlace | { readonly failure: string } {
  const dot = hosted.handler.lastIndexOf('.');
  if (dot <= 0) {
    const message = `the handler of ${hosted.name} must be "file.export", got "${hosted.handler}"`;
    return { failure: failurePayload('Runtime.MalformedHandlerName', message) };
  }
  const module = hosted.handler.slice(0, dot);
  const file = extensions
    .map((extension) => join(hosted.codeDirectory, module + extension))
    .find((path) => existsSync(path));
  if (!file) {
    const names = extensions.map((extension) => module + extension).join(', ');
    const message = `Cannot find module '${module}' of function ${hosted.name}: its code has none of ${names}`;
    return { failure: failurePayload('Runtime.ImportModuleError', message) };
  }
  return { handlerUrl: pathToFileURL(file).href, exportName: hosted.handler.slice(dot + 1) };
}
