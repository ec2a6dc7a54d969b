import { replayAnswer } from '../../lambda/contract/replay.ts';
import { UserError, type CommandIo } from '../command.ts';
import type { ReplayReport, ReportedCase } from './report.ts';

/** Asks the deployed function. */
export type AskReplay = (request: {
  readonly kind: 'replay';
  readonly from: string;
  readonly to: string;
  readonly next?: string;
}) => Promise<unknown>;

/** Has the deployed function play cases again, piece by piece, until all are looked at or somebody wants to stop. @throws UserError */
export async function replayLedger(
  ask: AskReplay,
  span: { readonly from: string; readonly to: string },
  { signal }: Pick<CommandIo, 'signal'>,
  progress: (looked: number) => void,
): Promise<ReplayReport> {
  const found: ReportedCase[] = [];
  const unreadable: string[] = [];
  let [agreed, looked, now] = [0, 0, ''];
  let next: string | undefined;
  do {
    const parsed = replayAnswer.safeParse(
      await ask({ kind: 'replay', ...span, ...(next === undefined ? {} : { next }) }),
    );
    if (!parsed.success)
      throw new UserError('what is deployed answers in another form than this version reads', {
        cause: parsed.error,
        next: 'Deploy from this folder, or use the casewarden that it was deployed with.',
      });
    const { data } = parsed;
    found.push(...data.found);
    unreadable.push(...data.unreadable);
    agreed += data.agreed;
    now = data.now;
    progress((looked += data.looked));
    next = data.next;
  } while (next !== undefined && !signal.aborted);
  return { now, agreed, found, unreadable, isStopped: next !== undefined };
}
