import type { Command, CommandIo, CommandOption } from './command.ts';

type Paint = CommandIo['paint'];

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}

function optionName(name: string, option: CommandOption): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
  return `${short}--${name}${value}`;
}

/** What `casewarden --help` prints. */
export function overview(commands: readonly Command[], { paint }: { paint: Paint }): string {
  return `${paint('bold', 'casewarden')}: no case of Amazon Connect Cases is neglected, none is missed.

Usage: casewarden <command> [options]

${paint('bold', 'Commands')}
${columns(commands.map((command) => [command.name, command.summary]))}

${paint('bold', 'Examples')}
  casewarden start                          a whole story offline: contact, case, missed SLA, escalation
  casewarden validate casewarden.yaml       check a policy file
  casewarden <command> --help               options and examples of a command

Exit status: 0 done, 1 failed, 2 the command line was wrong. CASEWARDEN_DEBUG=1 shows stack traces.
`;
}

/** What `casewarden <command> --help` prints. */
export function commandHelp(command: Command, { paint }: { paint: Paint }): string {
  const options: [string, string][] = [
    ...Object.entries(command.options).map(([name, option]): [string, string] => [
      optionName(name, option),
      option.help,
    ]),
    ['-h, --help', 'this text'],
  ];
  return `${paint('bold', `casewarden ${command.name}`)}: ${command.summary}

Usage: casewarden ${[command.name, command.usage].filter(Boolean).join(' ')}

${command.help.trim()}

${paint('bold', 'Options')}
${columns(options)}

${paint('bold', 'Examples')}
${columns(command.examples.map(({ line, does }) => [line, does]))}
`;
}
