import { synthApp } from '../../../lib/synth-app.ts';
import { firstDesk, settings } from './first-desk.ts';
import { stubBundles } from './stub-bundles.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { templatesIn, type TemplateJson } from './template.ts';

/** The templates of the shipped example, synthesized in this process without checks. */
export function firstDeskTemplates(): ReadonlyMap<string, TemplateJson> {
  const outdir = temporaryFolder();
  synthApp({ policy: firstDesk, settings, bundles: stubBundles, outdir, checks: false });
  return templatesIn(outdir);
}
