import type { Answer } from '../../../api/call-control.ts';

export type Agent = Answer<'users'>['users'][number];
export type Given = Agent['tasks'][number];

/** A task, or a chat that waits for an agent or is with one. */
export interface Work extends Given {
  readonly isChat: boolean;
  /** How many agents it rings at: more than one while it waits in a queue. */
  readonly ringsAt: number;
}

/** Work of one agent, by what there is to do about it. */
export interface Desk {
  readonly agent: Agent;
  readonly onTheWay: readonly Work[];
  readonly ringing: readonly Work[];
  readonly inHand: readonly Work[];
  readonly done: readonly Work[];
}

/** What every agent has before them, newest first. */
export function desksOf(agents: readonly Agent[]): readonly Desk[] {
  const counts = new Map<string, number>();
  for (const { tasks } of agents)
    for (const { taskContactId } of tasks) counts.set(taskContactId, (counts.get(taskContactId) ?? 0) + 1);
  return agents.map((agent) => {
    const work = agent.tasks.map((task) => ({
      ...task,
      isChat: task.channel !== 'TASK',
      ringsAt: counts.get(task.taskContactId) ?? 1,
    }));
    const inState = (state: Given['state']): readonly Work[] => work.filter((one) => one.state === state);
    return {
      agent,
      onTheWay: inState('started'),
      ringing: inState('queued'),
      inHand: inState('accepted'),
      done: inState('ended'),
    };
  });
}
