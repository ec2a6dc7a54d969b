import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFunctionHost } from '../../sandbox/runtime/function-host.ts';
import { testWorld } from '../support/sandbox-kernel.ts';
import { spreadOf, type Spread } from './figures.ts';

const shown = ({ median, minimum, maximum }: Spread): string =>
  `${median.toFixed(1)} ms (${minimum.toFixed(1)} to ${maximum.toFixed(1)})`;

/** How long the sandbox takes to answer for a function of one line: in a new thread, and in the one that is there. */
export async function benchFunctions(directory: string, rounds: number): Promise<readonly string[]> {
  const host = createFunctionHost(testWorld().kernel);
  const first: number[] = [];
  const second: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const codeDirectory = join(directory, `function-${round}`);
      mkdirSync(codeDirectory);
      writeFileSync(join(codeDirectory, 'index.mjs'), `export const handler = async () => 'here';`);
      const hosted = {
        name: 'bench',
        arn: `arn:aws:lambda:ap-northeast-1:111122223333:function:bench-${round}`,
        codeDirectory,
        handler: 'index.handler',
        environment: {},
        timeoutSeconds: 60,
        memoryMegabytes: 256,
        runtime: 'nodejs24.x',
        logGroup: '/aws/lambda/bench',
        credentials: { accessKeyId: 'ASIABENCH', secretAccessKey: 'secret' },
      };
      for (const times of [first, second]) {
        const start = performance.now();
        await host.invoke(hosted, { requestId: `${round}`, payload: '{}', traceHeader: 'Root=1-1-1' });
        times.push(performance.now() - start);
      }
    }
  } finally {
    await host.close();
  }
  return [
    `first answer   goal 300 ms  ${shown(spreadOf(first))}`,
    `second answer  goal  50 ms  ${shown(spreadOf(second))}`,
  ];
}
