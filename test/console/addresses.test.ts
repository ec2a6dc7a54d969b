import { describe, expect, test } from 'vitest';
import { isWebAddress, splitAddresses } from '../../console/src/format/addresses.ts';

const shown = (text: string): string =>
  splitAddresses(text)
    .map((piece) => ('text' in piece ? piece.text : `[${piece.address}]`))
    .join('');

describe('addresses in text', () => {
  test.each([
    [
      'こちらです。https://a.example/b?c=1&d=2。お願いします',
      'こちらです。[https://a.example/b?c=1&d=2]。お願いします',
    ],
    ['(see http://a.example/x(y)).', '(see [http://a.example/x(y)]).'],
    ['HTTPS://A.EXAMPLE, and https://b.example!', '[HTTPS://A.EXAMPLE], and [https://b.example]!'],
    ['https://a.example\nhttps://b.example', '[https://a.example]\n[https://b.example]'],
    ['<a href="https://a.example">x</a>', '<a href="[https://a.example]">x</a>'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each(['javascript:alert(1)', 'ftp://a.example', 'https://', 'https:// a', 'ahttps://a.example', 'httpsx', ''])(
    'there is none in %j',
    (text) => {
      expect(shown(text)).toBe(text);
    },
  );
});

test.each([
  ['https://a.example', true],
  ['http://127.0.0.1:80/x', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//a.example', false],
  ['a', false],
])('%s may become a link: %s', (given, expected) => {
  expect(isWebAddress(given)).toBe(expected);
});
