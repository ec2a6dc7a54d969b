import { keepPreviousData, useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query';
import { callControl, type Answer, type ControlFailure, type Input, type Name } from '../api/call-control.ts';
import type { Follows } from './looks.ts';

export interface Look<Of extends Name> {
  readonly data: Answer<Of> | undefined;
  readonly failure: ControlFailure | undefined;
  readonly loading: boolean;
  /** Looks again now. */
  readonly again: () => void;
}

/**
 * What a function of the control API answers, kept current while it is on screen. The last answer stays while a new one
 * is fetched.
 */
export function useControl<Of extends Name>(
  name: Of,
  input: Input<Of>,
  follows: Follows = 'timeline',
  enabled = true,
): Look<Of> {
  const { data, error, isPending, refetch } = useQuery<Answer<Of>, ControlFailure>({
    // Two who ask the same but follow other things are two looks: neither may take from the other.
    queryKey: [name, input, follows],
    queryFn: ({ signal }) => callControl(name, input, signal),
    placeholderData: keepPreviousData,
    meta: { follows },
    enabled,
  });
  return { data, failure: error ?? undefined, loading: isPending && enabled, again: () => void refetch() };
}

/** A function of the control API that does something; everything on screen is looked at anew after it. */
export function useAction<Of extends Name>(name: Of): UseMutationResult<Answer<Of>, ControlFailure, Input<Of>> {
  return useMutation<Answer<Of>, ControlFailure, Input<Of>>({ mutationFn: (input) => callControl(name, input) });
}
