import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundleHandlers } from '../../../lib/bundle/bundle-handlers.ts';
import { versionOnly, withPlainKeys } from '../../../lib/bundle/shrink-sdk.ts';
import { functionNames } from '../../../lib/function-specs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('schemas of an SDK client', () => {
  test('get their keys written out, and nothing else changes', () => {
    const source = [
      'const _h = "http";',
      'const _e = "a \\"quoted\\" one";',
      'export var Op$ = [9, n0, _Op, { [_h]: ["GET", "/"], [_e]: 1, [_unknown]: 2 }, () => In$];',
      'const list = [_h];',
    ].join('\n');
    expect(withPlainKeys(source)).toBe(
      source.replace('[_h]: [', '"http": [').replace('[_e]:', '"a \\"quoted\\" one":'),
    );
  });

  test.each(['client-connect', 'client-connectcases', 'client-sesv2'])(
    'of %s mean the same afterwards',
    async (client) => {
      const url = new URL(`../../../node_modules/@aws-sdk/${client}/dist-es/schemas/schemas_0.js`, import.meta.url);
      const source = readFileSync(url, 'utf8');
      const shrunk = withPlainKeys(source);
      expect(shrunk).not.toMatch(/\[_[A-Za-z0-9]+\]:/);
      // The parts that hold data, evaluated both ways: constants, then every schema as JSON.
      const evaluate = (text: string): unknown => {
        const body = text
          .replaceAll(/^import .*$/gm, '')
          .replaceAll(/^(?:\w+_registry\.registerError|export const errorTypeRegistries).*(?:\n {4}.*|\n\];)*$/gm, '')
          .replaceAll(/^const (\w+_registry) = .*$/gm, 'const $1 = 0;')
          .replaceAll(/^export (var|const)/gm, 'var');
        const names = [...body.matchAll(/^var (\w+\$?) = /gm)].map(([, name]) => name);
        // oxlint-disable-next-line typescript/no-implied-eval -- the text is a file of a pinned dependency
        const run = new Function(
          `${body}\nreturn JSON.stringify({ ${names.join(', ')} }, (_, v) => typeof v === 'function' ? String(v) : v);`,
        );
        return JSON.parse(String(run()));
      };
      const before = evaluate(source);
      expect(Object.keys(before as object).length).toBeGreaterThan(100);
      expect(evaluate(shrunk)).toEqual(before);
    },
  );

  test('keep name and version of their package for the user agent', () => {
    expect(versionOnly('{"name":"@aws-sdk/x","version":"3.1.0","scripts":{"a":"b"}}')).toBe(
      '{"name":"@aws-sdk/x","version":"3.1.0"}',
    );
  });
});

describe('the bundles that ship', async () => {
  const bundles = await bundleHandlers({ names: functionNames, outputDirectory: temporaryFolder() });

  test.each([...bundles.values()])('$name brings no credentials but those of its environment', (bundle) => {
    const inputs = Object.keys(bundle.staticInputs).join('\n');
    expect(inputs).toContain('credential-provider-env');
    expect(inputs).not.toMatch(/credential-provider-(node|ini|sso|process|imds|http|login|web-identity)/);
    expect(inputs).not.toContain('nested-clients');
  });

  test.each([...bundles.values()])('$name brings nothing of the infrastructure', (bundle) => {
    expect(
      Object.keys(bundle.staticInputs).filter((path) => /aws-cdk-lib|constructs\/|^lib\/|^sandbox\//.test(path)),
    ).toEqual([]);
  });
});
