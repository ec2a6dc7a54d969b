import { writeFileSync } from 'node:fs';
import { describeControlApi } from './describe-api.ts';

writeFileSync(new URL('../../docs/control-api.md', import.meta.url), describeControlApi());
