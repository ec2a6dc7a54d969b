import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionClient } from './parts.ts';

/** Functions as whoever may invoke them does. */
export function createFunctionClient(functions: LambdaClient): FunctionClient {
  return {
    async invokeFunction({ name, payload }) {
      const answer = await functions.send(
        new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(payload)) }),
      );
      const said: unknown = JSON.parse(answer.Payload?.transformToString() ?? 'null');
      return { payload: said, functionError: answer.FunctionError === undefined ? undefined : errorText(said) };
    },
  };
}

function errorText(said: unknown): string {
  const { errorMessage } = (said ?? {}) as { errorMessage?: unknown };
  return typeof errorMessage === 'string' ? errorMessage : 'no reason given';
}
