import { readFileSync } from 'node:fs';
import * as z from 'zod';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context in the repository's `cdk.json`: feature flags, and settings under `casewarden`. */
export function projectContext(): Record<string, unknown> {
  const file = new URL('../cdk.json', import.meta.url);
  return cdkJson.parse(JSON.parse(readFileSync(file, 'utf8'))).context;
}
