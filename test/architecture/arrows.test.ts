import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsIn, readImports, root, sourceFiles, type ImportOf } from './imports.ts';

/** Who may import whom. The first row whose `from` fits a file decides; `allowed` are prefixes of paths, or packages. */
const table: readonly { from: RegExp; may: string; allowed: readonly RegExp[] }[] = [
  {
    from: /^lambda\/contract\//,
    may: 'the contract and zod/mini only',
    allowed: [/^lambda\/contract\//, /^zod$/],
  },
  {
    from: /^lambda\/domain\//,
    may: 'domain and contract only: pure and synchronous',
    allowed: [/^lambda\/(domain|contract)\//],
  },
  {
    from: /^lambda\/adapters\//,
    may: 'adapters, domain, contract, the AWS SDK and a few built-ins',
    allowed: [
      /^lambda\/(adapters|domain|contract)\//,
      /^@aws-sdk\//,
      /^@smithy\//,
      /^zod$/,
      /^node:(crypto|timers\/promises)$/,
    ],
  },
  {
    from: /^lambda\/handlers\/[^/]+\/spec\.ts$/,
    may: 'the contract and zod/mini only, because lib reads it',
    allowed: [/^lambda\/contract\//, /^zod$/],
  },
  {
    from: /^lambda\/handlers\/[^/]+\/run\.ts$/,
    may: 'domain, contract and what handlers share: everything else comes as a port',
    allowed: [/^lambda\/(domain|contract)\//, /^lambda\/handlers\//, /^zod$/],
  },
  {
    from: /^lambda\/handlers\//,
    may: 'adapters, domain, contract; index.ts also builds SDK clients',
    allowed: [/^lambda\//, /^@aws-sdk\//, /^zod$/],
  },
  {
    from: /^lib\/policy\//,
    may: 'policy, the contract, and the pure arithmetic of calendars, with which it finds those that never open',
    allowed: [
      /^lib\/policy\//,
      /^lambda\/contract\//,
      /^lambda\/domain\/(calendar\/|connect-hours\.ts)/,
      /^(date-holidays|yaml|zod)$/,
      /^node:/,
    ],
  },
  {
    from: /^lib\//,
    may: 'lib, the contract and each spec.ts',
    allowed: [
      /^lib\//,
      /^lambda\/contract\//,
      /^lambda\/handlers\/[^/]+\/spec\.ts$/,
      /^(aws-cdk-lib|constructs|cdk-nag|esbuild|yaml|zod)$/,
      /^node:/,
    ],
  },
  { from: /^bin\/app\.ts$/, may: 'lib', allowed: [/^lib\//, /^aws-cdk-lib$/, /^node:/] },
  {
    from: /^bin\//,
    may: 'the command line, before anything is installed: built-ins, tsx and cli at run time',
    allowed: [/^bin\//, /^cli\//, /^tsx$/, /^node:/],
  },
  {
    from: /^sandbox\/kernel\//,
    may: 'the kernel, and the one type of a resource provider',
    allowed: [/^sandbox\/(kernel|assembly\/resource-provider)/, /^(zod|yaml)$/, /^node:/],
  },
  {
    from: /^sandbox\//,
    may: 'the sandbox itself; what is deployed reaches it as data (cdk.out)',
    allowed: [
      /^sandbox\//,
      /^@aws-sdk\/client-/,
      /^@smithy\/core$/,
      /^@aws-cdk\/(aws-service-spec|service-spec-types)$/,
      /^(zod|yaml)$/,
      /^node:/,
    ],
  },
  {
    from: /^console\/src\//,
    may: 'its own files, the libraries of the page, and types of the control API, its only door',
    allowed: [
      /^console\/src\//,
      /^sandbox\/control\/(schema|shapes)\.ts$/,
      /^(react|react-dom|wouter)$/,
      /^@(cloudscape-design|tanstack|dagrejs|fontsource-variable)\//,
    ],
  },
  {
    from: /^console\//,
    may: 'what builds the page',
    allowed: [/^console\//, /^(vite|@vitejs\/plugin-react)$/, /^node:/],
  },
  {
    from: /^cli\//,
    may: 'policy and settings of lib, the contract, what is pure of the domain and answers questions (calendars, hours of Connect, explanations, replays, with the policy that both run by), and the sandbox by its front doors',
    allowed: [
      /^cli\//,
      /^lib\/(policy\/|settings\.ts|read-settings\.ts)/,
      /^lambda\/contract\//,
      /^lambda\/domain\/(calendar\/|connect-hours\.ts|explain\/|replay\/|running-policy\.ts)/,
      /^sandbox\/(start-sandbox\.ts|control\/|scenarios\/|kernel\/)/,
      /^@aws-sdk\/client-(cloudwatch|connect|customer-profiles|lambda)$/,
      /^(zod|yaml)$/,
      /^node:/,
    ],
  },
];

const faultsOf = (imports: readonly ImportOf[]): string[] =>
  imports.flatMap(({ from, to }) => {
    const row = table.find((candidate) => candidate.from.test(from));
    if (!row) return [`${from} stands in a folder that the table does not know`];
    return row.allowed.some((pattern) => pattern.test(to)) ? [] : [`${from} imports ${to}, but may import ${row.may}`];
  });

test('every import follows the arrows between the folders', () => {
  expect(
    sourceFiles(['bin', 'lib', 'lambda', 'sandbox', 'cli', 'console']).flatMap((path) => faultsOf(readImports(path))),
  ).toEqual([]);
});

describe('the table refuses', () => {
  test.each([
    ['lambda/domain/step.ts', "import { x } from '../adapters/ledger.ts';"],
    ['lambda/domain/step.ts', "import { randomUUID } from 'node:crypto';"],
    ['lambda/handlers/tick/run.ts', "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';"],
    ['lambda/adapters/slack.ts', "import { run } from '../handlers/tick/run.ts';"],
    ['lib/stacks/state-stack.ts', "import { step } from '../../lambda/domain/step.ts';"],
    ['lib/stacks/state-stack.ts', "export { step } from '../../lambda/handlers/tick/run.ts';"],
    ['sandbox/services/cases/api.ts', "import { rowKeys } from '../../../lambda/contract/ledger-rows.ts';"],
    ['cli/calendar.ts', "import { step } from '../lambda/domain/step.ts';"],
    ['cli/start.ts', "const x = await import('../sandbox/services/cases/store.ts');"],
    ['elsewhere/file.ts', "import 'node:fs';"],
  ])('%s with %s', (path, source) => {
    expect(faultsOf(importsIn(path, source))).toHaveLength(1);
  });
});

test('the pure core reaches for no time, chance, environment or promise', () => {
  const reaches = /Date\.now|new Date\(\)|Math\.random|randomUUID|setTimeout|process\.|\basync\b|\bawait\b|globalThis/;
  const pure = sourceFiles(['lambda/domain']).filter((path) => !path.endsWith('ports.ts'));
  const faults = pure.filter((path) =>
    reaches.test(readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  );
  expect(faults).toEqual([]);
});

test('lambda imports zod in the form that stays small', () => {
  const faults = sourceFiles(['lambda']).filter((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .some((line) => /from 'zod/.test(line) && !/^import (type )?\* as z from 'zod\/mini';$/.test(line)),
  );
  expect(faults).toEqual([]);
});
