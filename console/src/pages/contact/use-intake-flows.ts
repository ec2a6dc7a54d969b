import type { Question } from '../../../../sandbox/control/schema.ts';
import type { ControlFailure } from '../../api/call-control.ts';
import { useControl } from '../../live/use-control.ts';
import { useControls } from '../../live/use-controls.ts';
import type { DeployedFlow } from './flow-content.ts';

export interface IntakeFlow {
  readonly flow: DeployedFlow;
  readonly questions: readonly Question[];
}

export interface IntakeFlows {
  /** All deployed flows and modules. */
  readonly flows: readonly DeployedFlow[];
  /** Those that ask something before they start: chats by which customers come. */
  readonly intakes: readonly IntakeFlow[];
  readonly failure: ControlFailure | undefined;
  readonly loading: boolean;
}

const none: readonly DeployedFlow[] = [];

/** Flows that a customer can come by, with their questions. They do not change while the sandbox runs. */
export function useIntakeFlows(): IntakeFlows {
  const { data, failure, loading } = useControl('flows', {}, 'never');
  const flows = data?.flows ?? none;
  const candidates = flows.filter(({ type }) => type === 'CONTACT_FLOW');
  const asked = useControls(
    'questions',
    candidates.map(({ flowId }) => ({ flowId })),
    'never',
  );
  return {
    flows,
    intakes: candidates.flatMap((flow, index) => {
      const questions = asked.answers[index]?.questions ?? [];
      return questions.length === 0 ? [] : [{ flow, questions }];
    }),
    failure: failure ?? asked.failure,
    loading: loading || asked.loading,
  };
}
