import { useEffect, useRef } from 'react';
import { useCoarseNow } from '../../../live/clock.ts';
import { throttle } from '../../../live/throttle.ts';
import { useControl, type Look } from '../../../live/use-control.ts';

/** Used and left time change as the clock moves; looked at in steps that an eye can follow, and no more often than this. */
const stepMilliseconds = 60_000;
const pauseMilliseconds = 1_000;

/**
 * The explanation of a case, looked at anew when something happens to it and as the virtual clock moves. It does not follow
 * the journal: to explain is to run a function, which the journal records.
 */
export function useExplanation(caseId: string): Look<'caseExplanation'> {
  const look = useControl('caseExplanation', { caseId }, { caseId });
  const again = useRef(look.again);
  again.current = look.again;
  const lookAgain = useRef(throttle(pauseMilliseconds, () => again.current()));
  const minute = useCoarseNow(stepMilliseconds);
  useEffect(() => lookAgain.current(), [minute]);
  return look;
}
