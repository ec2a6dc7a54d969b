/**
 * Options of a sandbox by which it serves the page in the folder that `CASEWARDEN_CONSOLE` names, in place of `console/dist`: to
 * try what is not built there yet.
 */
export function pageToServe(): { readonly consoleDirectory?: string } {
  const directory = process.env['CASEWARDEN_CONSOLE'];
  return directory === undefined || directory === '' ? {} : { consoleDirectory: directory };
}
