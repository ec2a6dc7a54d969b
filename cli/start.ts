import { defineCommand } from './command.ts';
import { languageOf } from './language.ts';
import { launch, loadSandbox } from './launch.ts';
import { lookAround } from './look-around.ts';
import { portOf } from './numbers.ts';
import { missingSteps, playStory } from './play-story.ts';
import { prepareAssembly } from './prepare-assembly.ts';
import { listWord, policyOfScenario, scenarioHelp, scenarioList, scenarioOf } from './scenario-option.ts';
import { stayUp } from './stay-up.ts';

export const command = defineCommand({
  name: 'start',
  summary: 'a whole story offline: contact, case, missed SLA, escalation',
  usage: '[--policy FILE] [--scenario NAME] [--exit] [--json] [--port N] [--seed S] [--lang ja|en]',
  help: `Checks the policy, synthesizes the CDK app if anything has changed, deploys the templates and bundles into a sandbox on
this machine, and plays a scenario in virtual time: a contact becomes a case, nobody answers, and the right people hear of
it. Nothing leaves the machine. Then the sandbox stays up, to be looked at with the AWS CLI, until Ctrl-C.

Scenarios about clocks run over weeks of virtual time and bring a policy file of their own; --scenario ${listWord} says which.

Progress goes to standard error, what happens to standard output.`,
  examples: [
    { line: 'npm start', does: 'the story of the shipped example' },
    { line: 'casewarden start --policy desk.yaml --lang en', does: 'with your own policy, in English' },
    { line: 'casewarden start --scenario business-hours --exit', does: 'two weeks of a desk with a lunch break' },
    { line: 'casewarden start --exit --json', does: 'one JSON object a line, status 0 only if every step happened' },
  ],
  options: {
    policy: {
      type: 'string',
      value: 'FILE',
      help: "policy file (default: the scenario's own, else casewarden.yaml, else the shipped example)",
    },
    scenario: { type: 'string', value: 'NAME', help: `${scenarioHelp}; ${listWord} lists them` },
    exit: { type: 'boolean', help: 'end after the story: status 0 only if every step happened, else 1' },
    json: { type: 'boolean', help: 'one JSON object a line on standard output and nothing else' },
    port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (default 4580; a free one if that is in use)' },
    seed: { type: 'string', value: 'S', help: 'same seed, same ids, same timeline (default: casewarden)' },
    lang: { type: 'string', value: 'ja|en', help: 'language of the timeline (default: by LANG)' },
  },
  async run({ values }, io) {
    const language = languageOf(values.lang, io.env);
    if (values.scenario === listWord) {
      io.out(scenarioList(language));
      return 0;
    }
    const scenario = scenarioOf(values.scenario);
    const port = portOf(values.port);
    const json = values.json === true;

    const policy = policyOfScenario(values.policy, scenario, io);
    const [assemblyDirectory] = await Promise.all([prepareAssembly(policy, io), loadSandbox()]);
    const sandbox = await launch(
      { assemblyDirectory, start: scenario.start, port, ...(values.seed === undefined ? {} : { seed: values.seed }) },
      io,
    );
    try {
      const begun = performance.now();
      const result = await playStory(sandbox, scenario, { json, language }, io);
      io.signal.throwIfAborted();
      io.err(`played ${scenario.name} in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
      if (!result.passed) io.err(missingSteps(result, language));
      if (values.exit !== true) {
        const about = await lookAround(sandbox, language);
        if (json) io.err(about);
        else io.out(about);
        // Whoever paused the story finds the clock where they stopped it.
        await stayUp(sandbox, result.ended ? 0 : 1, io);
      }
      return result.passed ? 0 : 1;
    } finally {
      await sandbox.close();
    }
  },
});
