/** The id in an ARN of this service (`…/<kind>/<id>`), or the id itself. */
export function idOf(reference: string, kind: string): string {
  const marker = `/${kind}/`;
  const at = reference.indexOf(marker);
  return reference.startsWith('arn:') && at >= 0 ? reference.slice(at + marker.length) : reference;
}

/** A module with what follows the colon: `id`, `id:alias`, `id:3`, `id:$LATEST`, or the module's ARN without any of it. */
export function moduleReference(reference: string): { id: string; qualifier: string | undefined } {
  const text = idOf(reference, 'flow-module');
  const colon = text.indexOf(':');
  return colon < 0
    ? { id: text, qualifier: undefined }
    : { id: text.slice(0, colon), qualifier: text.slice(colon + 1) };
}
