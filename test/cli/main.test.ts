import { describe, expect, test } from 'vitest';
import { UserError } from '../../cli/command.ts';
import { listCommands, loadCommand } from '../../cli/list-commands.ts';
import { main } from '../../cli/main.ts';
import { reportError } from '../../cli/report-error.ts';
import { createFakeIo } from '../support/fake-io.ts';

async function run(...line: string[]) {
  const io = createFakeIo();
  return { status: await main(line, io), ...io.written };
}

test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command', async (line) => {
  const { status, out, err } = await run(...line);
  expect(status).toBe(0);
  expect(err).toBe('');
  for (const name of listCommands()) expect(out).toContain(`\n  ${name} `);
});

test('the commands of the first version are there', () => {
  expect(listCommands()).toEqual(
    expect.arrayContaining(['resolve', 'sandbox', 'schema', 'start', 'synth', 'validate']),
  );
});

describe.each(listCommands().map((name) => [name]))('%s', (name) => {
  test('is named as its file, says what it is for and how it is used', async () => {
    const command = await loadCommand(name);
    expect(command.name).toBe(name);
    expect(command.summary).toMatch(/^\S.{10,90}[^.]$/);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      expect(name === 'start' && line.startsWith('npm start') ? `casewarden ${name}` : line).toContain(
        `casewarden ${name}`,
      );
    }
    for (const option of Object.keys(command.options)) expect(command.usage).toContain(`--${option}`);
  });

  test.each([[[name, '--help']], [['help', name]], [[name, '--nonsense', '-h']]])('%j explains it', async (line) => {
    const { status, out } = await run(...line);
    const command = await loadCommand(name);
    expect(status).toBe(0);
    expect(out).toContain(`Usage: casewarden ${name}`);
    for (const [option, { help }] of Object.entries(command.options)) {
      expect(out).toContain(`--${option}`);
      expect(out).toContain(help);
    }
  });

  test('refuses an unknown option with one line and a hint', async () => {
    const { status, out, err } = await run(name, '--nonsense');
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toBe(
      `casewarden: unknown option --nonsense; options: ${['--help', ...Object.keys((await loadCommand(name)).options).map((option) => `--${option}`)].join(', ')}\nSee: casewarden ${name} --help\n`,
    );
  });
});

test.each([
  [['valdate'], 'unknown command "valdate"', 'did you mean "validate"?', 'See: casewarden --help'],
  [['--verison'], 'unknown option "--verison"', 'commands:', 'See: casewarden --help'],
  [['../cli/validate'], 'unknown command', 'commands:', 'See: casewarden --help'],
  [['main'], 'unknown command "main"', 'commands:', 'See: casewarden --help'],
  [['validate', '--jsn'], 'unknown option --jsn', 'did you mean "--json"?', 'See: casewarden validate --help'],
  [
    ['validate', 'a', 'b'],
    'unexpected argument "b"',
    'usage: casewarden validate [file]',
    'See: casewarden validate --help',
  ],
  [['validate', '--json=yes'], "option '--json'", 'does not take an argument', 'See: casewarden validate --help'],
  [['synth', '--output'], "option '--output", 'argument missing', 'See: casewarden synth --help'],
])('%j is a mistake in the command line: status 2', async (line, what, hint, next) => {
  const { status, out, err } = await run(...line);
  expect(status).toBe(2);
  expect(out).toBe('');
  for (const words of [what, hint, next]) expect(err).toContain(words);
  expect(err.trimEnd().split('\n')).toHaveLength(2);
});

test('--version is that of package.json', async () => {
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('an error is told as what it is', () => {
  const told = (error: unknown, env = {}) => {
    const io = createFakeIo({ env });
    return { status: reportError(error, ['validate'], io), text: io.written.err };
  };

  test("a user's mistake: message, what to do next, no trace", () => {
    expect(told(new UserError('it is so', { next: 'Do this.' }))).toEqual({
      status: 1,
      text: 'casewarden: it is so\nDo this.\n',
    });
  });

  test('an error that says whether it may pass explains itself', () => {
    expect(told(Object.assign(new Error('explained'), { retryable: false }))).toEqual({
      status: 1,
      text: 'casewarden: explained\n',
    });
  });

  test('anything else is our fault, and says how to see where', () => {
    const { status, text } = told(new TypeError('x is undefined'));
    expect(status).toBe(1);
    expect(text).toBe(
      'casewarden: unexpected fault of casewarden itself: x is undefined. CASEWARDEN_DEBUG=1 shows where.\n',
    );
  });

  test('CASEWARDEN_DEBUG=1 shows the trace', () => {
    expect(told(new TypeError('x is undefined'), { CASEWARDEN_DEBUG: '1' }).text).toContain('main.test.ts');
  });

  test('after Ctrl-C nothing is explained', () => {
    const controller = new AbortController();
    controller.abort();
    const io = createFakeIo({ signal: controller.signal });
    expect(reportError(new Error('aborted'), ['start'], io)).toBe(130);
    expect(io.written.err).toBe('casewarden: stopped\n');
  });
});
