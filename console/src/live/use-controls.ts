import { useQueries } from '@tanstack/react-query';
import { callControl, type Answer, type ControlFailure, type Input, type Name } from '../api/call-control.ts';
import type { Follows } from './looks.ts';

export interface Looks<Of extends Name> {
  /** In the order of the inputs; undefined while an answer is awaited. */
  readonly answers: readonly (Answer<Of> | undefined)[];
  /** The first of them. */
  readonly failure: ControlFailure | undefined;
  readonly loading: boolean;
}

/** What one function of the control API answers to several inputs, kept current while it is on screen. */
export function useControls<Of extends Name>(name: Of, inputs: readonly Input<Of>[], follows: Follows): Looks<Of> {
  const looks = useQueries({
    queries: inputs.map((input) => ({
      queryKey: [name, input, follows],
      queryFn: ({ signal }: { signal: AbortSignal }) => callControl(name, input, signal),
      meta: { follows },
    })),
  });
  return {
    answers: looks.map(({ data }) => data),
    failure: (looks.find(({ error }) => error !== null)?.error as ControlFailure | undefined) ?? undefined,
    loading: looks.some(({ isPending }) => isPending),
  };
}
