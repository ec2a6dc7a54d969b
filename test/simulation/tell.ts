import { timeText } from './checks/knowledge.ts';
import type { Simulation } from './simulate.ts';

/** A simulation as people read it: what happened to the cases, what went wrong, what was done, and which promise was not kept. */
export function tellSimulation({ story, evidence, violations }: Simulation): readonly string[] {
  const { histories, faults, deeds, items } = evidence;
  const lines: { readonly at: number; readonly text: string }[] = [
    ...histories.flatMap(({ caseId, changes, deletedAt }) => [
      ...changes.map(({ at, by, fields }, place) => ({
        at,
        text: `${by}: ${caseId} ${place === 0 ? 'created' : 'changed'} ${JSON.stringify(fields)}`,
      })),
      ...(deletedAt === undefined ? [] : [{ at: deletedAt, text: `people: ${caseId} deleted` }]),
    ]),
    ...faults.map(({ name, from, to, call }) => ({
      at: from,
      text: `FAULT ${name}${to > from ? ` until ${timeText(to)}` : ''}${call === undefined ? '' : ` (${call.runId} ${call.port}.${call.method})`}`,
    })),
    ...deeds.map(({ at, runId, kind, caseId, effectKey, what }) => ({
      at,
      text: `done: ${kind} for ${caseId} ${effectKey ?? ''} ${what.slice(0, 60)} by ${runId}`,
    })),
    ...[...items.values()].flatMap(({ caseId, effects }) =>
      Object.values(effects).flatMap(({ key, owedAt, status, outcome }) => [
        { at: Date.parse(owedAt), text: `owed: ${caseId} ${key}` },
        ...(outcome === undefined
          ? []
          : [{ at: Date.parse(outcome.at), text: `${status}: ${caseId} ${key} ${outcome.reason ?? ''}` }]),
      ]),
    ),
  ];
  return [
    `A ${story.size} story under ${story.policy.policies.map(({ name }) => name).join(', ')}`,
    ...lines.sort((one, other) => one.at - other.at).map(({ at, text }) => `${timeText(at)} ${text}`),
    ...violations.map(({ check, sentence }) => `BROKEN ${check}: ${sentence}`),
  ];
}
