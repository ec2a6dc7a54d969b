import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { builtFromFile, digestOfSources } from './sources.ts';

/* Builds the page into console/dist: `npm run build-console`. Part of the repository, so commit what it wrote. */

await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'warn' });
writeFileSync(builtFromFile, `${JSON.stringify({ digest: digestOfSources() })}\n`);
process.stderr.write('console/dist is built; commit it together with the sources\n');
