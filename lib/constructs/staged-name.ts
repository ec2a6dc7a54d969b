/** Name of a thing that admins find in a list with those of other deployments: `casewarden-<stage>-<what>`. */
export function stagedName(stage: string, what?: string): string {
  return what === undefined ? `casewarden-${stage}` : `casewarden-${stage}-${what}`;
}

/**
 * A label that agents read, made unique in a Cases domain that two stages share: `<label> [<stage>]`. The stage `prod`
 * leaves labels as they are. A label that would become longer than allowed is cut, never the stage.
 */
export function stagedLabel(stage: string, label: string, maximumLength: number): string {
  const suffix = stage === 'prod' ? '' : ` [${stage}]`;
  return `${cut(label, maximumLength - suffix.length)}${suffix}`;
}

/** The beginning of a text, without half a character at its end. */
function cut(text: string, maximumLength: number): string {
  let beginning = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (beginning.length + segment.length > maximumLength) break;
    beginning += segment;
  }
  return beginning;
}
