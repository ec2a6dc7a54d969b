import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { partPattern, sdkParts } from '../../../lib/bundle/sdk-parts.ts';
import { versionOnly } from '../../../lib/bundle/shrink-sdk.ts';

const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const installed = ['@aws-sdk', '@smithy'].flatMap((scope) =>
  readdirSync(join(packages, scope), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('dist-es') && path.endsWith('.js'))
    .map((path) => join(packages, scope, path)),
);

describe('parts of the SDK that are bundled in another form', () => {
  test.each(sdkParts)('are where an update may have moved them: $module', (part) => {
    const files = installed.filter((path) => partPattern(part).test(path));
    expect(files.length).toBeGreaterThan(0);
    if (!part.module.includes('*')) expect(files).toHaveLength(1);
    for (const path of files) {
      const source = readFileSync(path, 'utf8');
      expect(part.rewrite(source)).not.toBe(source);
    }
  });

  test('are named once each', () => {
    const names = sdkParts.map(({ module }) => module);
    expect(names).toEqual([...new Set(names)]);
  });

  test.each([
    '/x/node_modules/@aws-sdk/client-sqs/dist-es/runtimeExtensions.js',
    String.raw`C:\x\node_modules\@aws-sdk\client-sqs\dist-es\runtimeExtensions.js`,
  ])('are found at %s', (path) => {
    expect(sdkParts.filter((part) => partPattern(part).test(path))).toHaveLength(1);
  });

  test.each([
    '/x/node_modules/@aws-sdk/other/dist-es/runtimeExtensions.js',
    '/x/lambda/client-sqs/dist-es/runtimeExtensions.js',
  ])('are not taken for %s', (path) => {
    expect(sdkParts.filter((part) => partPattern(part).test(path))).toEqual([]);
  });

  test("leave of a client's package its name and version, for the user agent", () => {
    expect(versionOnly('{"name":"@aws-sdk/x","version":"3.1.0","scripts":{"a":"b"}}')).toBe(
      '{"name":"@aws-sdk/x","version":"3.1.0"}',
    );
  });
});
