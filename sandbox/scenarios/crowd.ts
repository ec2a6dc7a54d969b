import type { PublicEvent } from '../control/public-event.ts';
import { matchesFacts } from './match-facts.ts';
import type { CrowdStep, ExpectEach, Part } from './crowd-steps.ts';
import { ImpossibleStep, performerOf, type Story } from './story.ts';

interface Member {
  /** From 1. */
  readonly number: number;
  readonly caseId: string;
}

/** The cases of a crowd that a step is about. @throws ImpossibleStep when there is no such crowd yet */
function membersOf({ crowds }: Story, name: string, part: Part): readonly Member[] {
  const crowd = crowds.get(name);
  if (crowd === undefined)
    throw new ImpossibleStep({ ja: `ケース群 ${name} はまだありません`, en: `there are no cases ${name} yet` });
  const { every = 1, from = every } = part;
  return crowd
    .map((caseId, index) => ({ number: index + 1, caseId }))
    .filter(({ number }) => number >= from && (number - from) % every === 0);
}

/** Lets the clock run until then at most. */
export async function goOn(story: Story, until: number, condition?: () => boolean): Promise<void> {
  story.ended ||= !(await story.stage.runUntil(until, condition));
}

/** Does one thing after another, evenly over a time, and lets the rest of that time pass. */
async function spread(
  story: Story,
  count: number,
  milliseconds: number | undefined,
  each: (index: number) => Promise<void>,
): Promise<void> {
  const start = story.stage.now();
  for (let index = 0; index < count && !story.ended; index += 1) {
    if (milliseconds !== undefined) await goOn(story, start + Math.floor((index * milliseconds) / count));
    if (!story.ended) await each(index);
  }
  if (milliseconds !== undefined && !story.ended) await goOn(story, start + milliseconds);
}

/** Does what a step about many cases says. */
export async function playCrowdStep(step: CrowdStep, story: Story): Promise<void> {
  const { stage } = story;
  if ('event-faults' in step) stage.setEventFaults(step['event-faults']);
  else if ('create-cases' in step) await create(step['create-cases'], story);
  else if ('delete-cases' in step) {
    const { cases, over, ...part } = step['delete-cases'];
    const members = membersOf(story, cases, part);
    await spread(story, members.length, over, (index) => stage.deleteCase(members[index]!.caseId));
  } else {
    const { cases, over, as, set, ...part } = step['update-cases'];
    const members = membersOf(story, cases, part);
    await spread(story, members.length, over, async (index) => {
      const { caseId } = members[index]!;
      await stage.updateCase({ caseId, by: performerOf(story, as, caseId), fields: set });
    });
  }
}

async function create(
  {
    cases,
    count,
    over,
    as,
    set = [],
    customer,
    title,
    template,
  }: Extract<CrowdStep, { 'create-cases': unknown }>['create-cases'],
  story: Story,
): Promise<void> {
  const by = performerOf(story, as, undefined);
  const crowd: string[] = [];
  story.crowds.set(cases, crowd);
  await spread(story, count, over, async (index) => {
    const number = index + 1;
    const fields = set.find(({ every = 1 }) => number % every === 0)?.fields ?? {};
    const caseId = await story.stage.createCase({
      template,
      customer: `${customer} ${number}`,
      title: `${title} ${number}`,
      by,
      fields,
    });
    crowd.push(caseId);
    story.cases.set(`${cases}-${number}`, caseId);
  });
}

/** A case that has not had as many events as it should. */
export interface Miscounted extends Member {
  readonly times: number;
}

/** Waits as long as it may take, then counts. @returns the cases whose count is another */
export async function countEach(step: ExpectEach, story: Story): Promise<readonly Miscounted[]> {
  const { cases, times = 1, within, every, from } = step;
  const members = membersOf(story, cases, { every, from });
  const counts = new Map(members.map(({ caseId }) => [caseId, 0]));
  let lacking = times > 0 ? members.length : 0;
  let seen = 0;
  const count = ({ kind, caseId, facts }: PublicEvent): void => {
    if (kind !== step['expect-each'] || caseId === undefined) return;
    const known = counts.get(caseId);
    if (known === undefined || !matchesFacts(step.where ?? {}, facts)) return;
    counts.set(caseId, known + 1);
    if (known + 1 === times) lacking -= 1;
  };
  const allHave = (): boolean => {
    const events = story.stage.timeline();
    for (; seen < events.length; seen += 1) count(events[seen]!);
    return lacking === 0;
  };
  if (within === undefined) allHave();
  else await goOn(story, story.stage.now() + within, allHave);
  return members
    .map((member) => ({ ...member, times: counts.get(member.caseId) ?? 0 }))
    .filter((member) => member.times !== times);
}
