import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSlackDate } from '../../console/src/pages/outside/slack/slack-date.ts';
import { parseSlackText } from '../../console/src/pages/outside/slack/slack-text.ts';
import type { SlackInline, SlackPart } from '../../console/src/pages/outside/slack/slack-tree.ts';

/** A tree as short text: `b(…)`, `i(…)`, `s(…)`, `code(…)`, `link(address label)`; other text as it is. */
function shown(node: SlackInline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
    case 'italic':
    case 'strike':
      return `${node.kind[0]}(${node.content.map(shown).join('')})`;
    case 'code':
      return `code(${node.text})`;
    case 'emoji':
      return node.character;
    case 'link':
      return `link(${node.address} ${node.label})`;
    case 'all':
      return `all(${node.who})`;
    case 'date':
      return `date(${node.epochSeconds} ${node.format} ${node.otherwise})`;
    case 'user':
    case 'channel':
    case 'group':
      return `${node.kind}(${node.id})`;
    default:
      return node satisfies never;
  }
}

const partShown = (part: SlackPart): string =>
  part.kind === 'code'
    ? `[code ${part.text}]`
    : `[${part.kind} ${part.lines.map((line) => line.map(shown).join('')).join(' / ')}]`;
const read = (text: string): string => parseSlackText(text).map(partShown).join('');
const line = (text: string): string => read(text).replace(/^\[lines (.*)\]$/s, '$1');

describe('marks', () => {
  test.each([
    ['*bold*', 'b(bold)'],
    ['_italic_ and ~strike~', 'i(italic) and s(strike)'],
    ['*期限超過* 重要度: 高', 'b(期限超過) 重要度: 高'],
    ['(*bold*)', '(b(bold))'],
    ['*a _b ~c~ d_ e*', 'b(a i(b s(c) d) e)'],
    ['_*both*_', 'i(b(both))'],
    ['*`code`*', 'b(code(code))'],
    ['*<https://example.com|link>*', 'b(link(https://example.com link))'],
  ])('%s is formatted', (text, expected) => {
    expect(line(text)).toBe(expected);
  });

  test.each([
    'snake_case_name',
    '2*3*4',
    'a * b * c',
    '* a*',
    '*a *',
    '**bold**',
    '*',
    '***',
    '*unclosed _and ~more',
    'この*強調*は効かない',
    '*a\nb*',
    '_ _',
  ])('%j stays as it is', (text) => {
    expect(line(text)).toBe(text.replaceAll('\n', ' / '));
  });

  // Found by trying in Slack: https://github.com/pocka/slack-message-parser/issues/34
  test.each('~!#$%^)-+={}[];:\'",.?/'.split(''))('a mark that closes may stand before %s', (sign) => {
    expect(line(`*y*${sign} z`)).toBe(`b(y)${sign} z`);
  });
  test.each('@*(|\\ab1'.split(''))('no mark closes before %s', (sign) => {
    expect(line(`*y*${sign} z`)).toBe(`*y*${sign} z`);
  });

  test('a mark that crosses another is a character', () => {
    expect(line('_a *b_ c*')).toBe('i(a *b) c*');
  });

  test('an unclosed mark does not hide what is closed after it', () => {
    expect(line('*a _b_ ~c')).toBe('*a i(b) ~c');
  });
});

describe('code', () => {
  test.each([
    ['`*a* <@U1> &lt;b&gt;`', 'code(*a* <@U1> <b>)'],
    ['x `a` y', 'x code(a) y'],
    ['`unclosed', '`unclosed'],
    ['a`b`c', 'a`b`c'],
    ['` `', '` `'],
  ])('%s', (text, expected) => {
    expect(line(text)).toBe(expected);
  });

  test('a block keeps its lines and formats nothing', () => {
    expect(read('before\n```\n*a*\n  b &amp;amp;\n```\nafter')).toBe(
      '[lines before][code *a*\n  b &amp;][lines after]',
    );
  });

  test.each(['```unclosed *a', '``` ```', 'a```b```c'])('%j is no block', (text) => {
    expect(read(text)).not.toContain('[code');
  });
});

describe('quotes and lists', () => {
  test.each([
    ['a\n&gt; b *c*\n>d\ne', '[lines a][quote b b(c) / d][lines e]'],
    ['＞全角', '[quote 全角]'],
    ['&gt;&gt;&gt;a\n\nb', '[quote a /  / b]'],
    ['a &gt; b', '[lines a > b]'],
    // Slack has no lists in texts of apps.
    ['- a\n• b\n1. c', '[lines - a / • b / 1. c]'],
    ['a\n\nb\n', '[lines a /  / b]'],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('what stands in angle brackets', () => {
  test.each([
    ['<@U0SATO>', 'user(U0SATO)'],
    ['<#C0SLA|sla>', 'channel(C0SLA)'],
    ['<!channel> <!here> <!everyone>', 'all(channel) all(here) all(everyone)'],
    ['<!subteam^S1|@desk>', 'group(S1)'],
    ['<!unknown|words>', 'words'],
    ['<https://a.example/?b=1&amp;c=2|x &lt;y&gt;>', 'link(https://a.example/?b=1&c=2 x <y>)'],
    ['<http://a.example>', 'link(http://a.example http://a.example)'],
    ['<mailto:desk@example.com|desk>', 'desk'],
    ['<!date^1767225600^{date_short} {time}|2026-01-01>', 'date(1767225600 {date_short} {time} 2026-01-01)'],
    ['<!date^soon^{date}|later>', 'later'],
    ['<!date^00000000^{_}|*>', 'date(0 {_} *)'],
  ])('%s', (text, expected) => {
    expect(line(text)).toBe(expected);
  });

  test.each([
    'javascript:alert(1)|click',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x|x',
    'vbscript:x',
    '/relative|x',
    'https:// x',
    'script',
    '/script',
    'img src=x onerror=alert(1)',
  ])('<%s> is shown as it was written, and is no link', (inner) => {
    expect(parseSlackText(`<${inner}>`)).toEqual([{ kind: 'lines', lines: [[{ kind: 'text', text: `<${inner}>` }]] }]);
  });

  test('markup of HTML is text', () => {
    expect(line('&lt;script&gt;alert(1)&lt;/script&gt; <b')).toBe('<script>alert(1)</script> <b');
  });

  test('escapes are undone once', () => {
    expect(line('&amp;lt;b&amp;gt; &quot;')).toBe('&lt;b&gt; &quot;');
  });

  test('an escaped mention is none', () => {
    expect(line('&lt;!channel&gt; &lt;@U0SATO&gt;')).toBe('<!channel> <@U0SATO>');
  });
});

test.each([
  ['see https://a.example/x_y_z.', 'see link(https://a.example/x_y_z https://a.example/x_y_z).'],
  ['(https://a.example/b)', '(link(https://a.example/b https://a.example/b))'],
  ['https://a.example&gt;b', 'link(https://a.example https://a.example)>b'],
  ['*https://a.example*', 'b(link(https://a.example https://a.example))'],
  ['xhttps://a.example', 'xhttps://a.example'],
  ['https://例', 'https://例'],
])('an address without brackets: %s', (text, expected) => {
  expect(line(text)).toBe(expected);
});

test.each([
  [':fire: :warning::+1:', '🔥 ⚠️👍'],
  ['22:30:00', '22:30:00'],
  [':no_such_emoji: :constructor:', ':no_such_emoji: :constructor:'],
])('emoji: %s', (text, expected) => {
  expect(line(text)).toBe(expected);
});

describe('whatever comes', () => {
  const alphabet = fc.constantFrom(
    ...'*_~`<>&;:|!@#^ \nah/高'.split(''),
    '```',
    'https://',
    '&gt;',
    '&lt;',
    '<@U',
    ':fire:',
  );
  const hostile = fc.array(alphabet, { maxLength: 60 }).map((pieces) => pieces.join(''));
  const depthOf = (node: SlackInline): number =>
    'content' in node ? 1 + Math.max(0, ...node.content.map(depthOf)) : 0;
  const all = (parts: readonly SlackPart[]): readonly SlackInline[] =>
    parts.flatMap((part) => (part.kind === 'code' ? [] : part.lines.flat()));
  const flat = (node: SlackInline): readonly SlackInline[] => ('content' in node ? node.content.flatMap(flat) : [node]);

  test('nothing is thrown, nesting ends at three, and every link is http or https', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const node of all(parseSlackText(text))) {
          expect(depthOf(node)).toBeLessThanOrEqual(3);
          for (const one of flat(node)) if (one.kind === 'link') expect(one.address).toMatch(/^https?:\/\//i);
        }
      }),
    );
  });

  test('text without any of Slack’s signs comes out as it went in', () => {
    const harmless = fc
      .array(fc.constantFrom(...'abc xyz高い。 \n'.split('')), { maxLength: 80 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(harmless, (text) => {
        const [part] = parseSlackText(text);
        const lines = part === undefined || part.kind === 'code' ? [] : part.lines;
        expect(lines.map((one) => one.map(shown).join('')).join('\n')).toBe(text.trimEnd());
      }),
    );
  });

  test.each([
    '*a ',
    '_*~',
    '<',
    '`',
    '`a',
    '<@',
    '```',
    '```a',
    ':a',
    'https://%',
    'h',
    '&gt;\n',
    '*a _b ',
    '(',
    '&',
    'https://a)',
  ])('a message full of %j takes no longer than its length', (piece) => {
    const before = performance.now();
    parseSlackText(piece.repeat(Math.ceil(40_000 / piece.length)));
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('dates for a reader', () => {
  const reader = { language: 'en', timeZone: 'Asia/Tokyo', now: Date.parse('2026-11-26T13:00:00Z') } as const;
  const at = Date.parse('2026-11-26T15:30:05Z');
  test.each([
    ['{date_num} {time}', '2026-11-27 00:30'],
    ['{time_secs}', '00:30:05'],
    ['{date_short_pretty} {time}', 'tomorrow 00:30'],
    ['{date}', 'November 27'],
    ['{date_long}', 'Friday, November 27'],
    ['{ago}', 'in 2 hours'],
    ['{nonsense} {constructor}', '{nonsense} {constructor}'],
  ])('%s', (format, expected) => {
    expect(formatSlackDate(format, at, reader)).toBe(expected);
  });

  test('a day of another year says its year', () => {
    expect(formatSlackDate('{date_short}', Date.parse('2014-02-18T00:00:00Z'), reader)).toBe('Feb 18, 2014');
  });
});
