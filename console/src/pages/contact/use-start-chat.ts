import { useLocation } from 'wouter';
import type { ControlFailure } from '../../api/call-control.ts';
import { useClockMode } from '../../live/clock.ts';
import { useAction } from '../../live/use-control.ts';
import { givenAnswers } from './check-answers.ts';
import type { IntakeFlow } from './use-intake-flows.ts';

export interface StartChat {
  readonly start: (intake: IntakeFlow, answers: Readonly<Record<string, string>>) => void;
  readonly starting: boolean;
  readonly failure: ControlFailure | null;
}

const nobody = 'Customer';

/**
 * Starts a chat and goes to it. A clock that stands still is set going first, at the speed of the real one: a person who
 * has never seen this page expects that the chat answers.
 */
export function useStartChat(): StartChat {
  const { speed } = useClockMode();
  const [, navigate] = useLocation();
  const play = useAction('play');
  const startContact = useAction('startContact');
  const start = ({ flow }: IntakeFlow, answers: Readonly<Record<string, string>>): void => {
    const given = givenAnswers(answers);
    const customer = given['name'] ?? given['email'] ?? nobody;
    const open = (): void =>
      startContact.mutate(
        { flow: flow.name, customer, answers: given },
        { onSuccess: ({ contactId }) => navigate(`/contact/${encodeURIComponent(contactId)}`) },
      );
    if (speed === 0) play.mutate({ speed: 1 }, { onSuccess: open });
    else open();
  };
  return {
    start,
    starting: play.isPending || startContact.isPending,
    failure: play.error ?? startContact.error,
  };
}
