import { defineCommand } from './command.ts';
import { languageOf } from './language.ts';
import { launch, loadSandbox } from './launch.ts';
import { lookAround } from './look-around.ts';
import { instantOf, portOf, speedOf } from './numbers.ts';
import { missingSteps, playStory } from './play-story.ts';
import { prepareAssembly } from './prepare-assembly.ts';
import { policyOfScenario, scenarioHelp, scenarioOf } from './scenario-option.ts';
import { stayUp } from './stay-up.ts';

export const command = defineCommand({
  name: 'sandbox',
  summary: 'an AWS endpoint on this machine with the app deployed in it',
  usage:
    '[--port N] [--scenario NAME | --no-scenario] [--policy FILE] [--seed S] [--start INSTANT] [--speed X] [--lang ja|en]',
  help: `Synthesizes the CDK app if anything has changed, deploys it into a sandbox on this machine and stays up until Ctrl-C, so
that any AWS client can be pointed at it (AWS_ENDPOINT_URL, any credentials). A scenario is played first, so that there is
something to see; --no-scenario leaves the instance as it is after deployment.

The virtual clock then follows the real one; --speed 60 makes a minute of every second, --speed 0 stops it.`,
  examples: [
    { line: 'casewarden sandbox --port 4580 --no-scenario', does: 'an empty desk to try things on' },
    { line: 'casewarden sandbox --no-scenario --start 2026-11-26T10:00:00+09:00 --speed 60', does: 'a fast morning' },
  ],
  options: {
    port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (default 4580; a free one if that is in use)' },
    scenario: { type: 'string', value: 'NAME', help: scenarioHelp },
    'no-scenario': { type: 'boolean', help: 'play nothing' },
    policy: {
      type: 'string',
      value: 'FILE',
      help: "policy file (default: the scenario's own, else casewarden.yaml, else the shipped example)",
    },
    seed: { type: 'string', value: 'S', help: 'same seed, same ids (default: casewarden)' },
    start: {
      type: 'string',
      value: 'INSTANT',
      help: 'where the clock stands after deployment (default: as the scenario says)',
    },
    speed: { type: 'string', value: 'X', help: 'virtual seconds for each real one (default 1)' },
    lang: { type: 'string', value: 'ja|en', help: 'language (default: by LANG)' },
  },
  async run({ values }, io) {
    const language = languageOf(values.lang, io.env);
    const scenario = scenarioOf(values.scenario);
    const port = portOf(values.port);
    const speed = speedOf(values.speed, 1);
    const start = values.start === undefined ? scenario.start : instantOf(values.start, '--start');

    const policy = policyOfScenario(values.policy, scenario, io);
    const [assemblyDirectory] = await Promise.all([prepareAssembly(policy, io), loadSandbox()]);
    const seed = values.seed === undefined ? {} : { seed: values.seed };
    const sandbox = await launch({ assemblyDirectory, start, port, ...seed }, io);
    try {
      let paused = false;
      if (values['no-scenario'] !== true) {
        const result = await playStory(sandbox, scenario, { json: false, language }, io);
        io.signal.throwIfAborted();
        if (!result.passed) io.err(missingSteps(result, language));
        // Whoever paused the story finds the clock where they stopped it.
        paused = result.ended;
      }
      io.out(await lookAround(sandbox, language));
      await stayUp(sandbox, paused ? 0 : speed, io);
      return 0;
    } finally {
      await sandbox.close();
    }
  },
});
