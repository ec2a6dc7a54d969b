import type { CommandIo } from './command.ts';
import type { ScenarioResult } from '../sandbox/scenarios/run-scenario.ts';
import type { Scenario } from '../sandbox/scenarios/scenario.ts';
import type { Language } from '../sandbox/control/sentences.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { createReadableTimeline, jsonLine } from './timeline-output.ts';

/** Plays a scenario and writes what happens to standard output, as it happens: sentences, or one JSON object a line. */
export async function playStory(
  sandbox: Sandbox,
  scenario: Scenario,
  output: { readonly json: boolean; readonly language: Language },
  io: CommandIo,
): Promise<ScenarioResult> {
  const readable = createReadableTimeline(output.language, sandbox.names, (style, text) => io.paint(style, text));
  if (!output.json) io.out(`\n${io.paint('bold', scenario.title[output.language])}\n`);
  const end = sandbox.views.onEvent((event) => io.out(output.json ? (jsonLine(event) ?? '') : readable(event)));
  try {
    return await sandbox.play(scenario);
  } finally {
    sandbox.views.settle();
    end();
  }
}

/** The steps that did not happen, in words: the first is missing, or was not reached when the story was ended. */
export function missingSteps(result: ScenarioResult, language: Language): string {
  const missing = result.steps.find(({ outcome }) => outcome === 'missing');
  if (!missing) return result.ended ? endedEarly(result, language) : '';
  const [first, ...shown] = missing.because?.[language] ?? [];
  const said =
    language === 'ja'
      ? { head: `シナリオ ${result.scenario} の手順 ${missing.number} が起きませんでした`, run: '実行の記録から' }
      : { head: `step ${missing.number} of scenario ${result.scenario} is missing`, run: 'The run shows' };
  return [
    `${said.head}: ${missing.step[language]}`,
    ...(first === undefined ? [] : [`  ${first}`]),
    ...(shown.length === 0 ? [] : [`${said.run}:`, ...shown.map((line) => `  - ${line}`)]),
    '',
  ].join('\n');
}

function endedEarly({ scenario, steps }: ScenarioResult, language: Language): string {
  const left = steps.filter(({ outcome }) => outcome === 'not-reached');
  const [next] = left;
  if (next === undefined) return '';
  return language === 'ja'
    ? `シナリオ ${scenario} は一時停止により手順 ${next.number} の前で終わりました (残り ${left.length} 手順): ${next.step.ja}\n`
    : `scenario ${scenario} was paused and so ended before step ${next.number} (${left.length} not reached): ${next.step.en}\n`;
}
