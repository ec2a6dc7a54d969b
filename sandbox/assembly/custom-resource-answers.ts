import * as z from 'zod';
import type { Identifiers } from '../kernel/kernel.ts';

/** Path under which functions of custom resources answer by PUT, as they do to a pre-signed URL on AWS. */
export const answerPath = '/_casewarden/cloudformation-answers/';

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const answer = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1).optional(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  NoEcho: z.boolean().optional(),
  Data: z.record(z.string(), z.unknown()).optional(),
});
export type CustomResourceAnswer = z.infer<typeof answer>;

const longestAnswerBytes = 4096;

export interface AwaitedAnswer {
  readonly url: string;
  /** The first answer that came, or what was wrong with it. */
  received(): CustomResourceAnswer | Error | undefined;
  close(): void;
}

/** Where answers of custom resources arrive. */
export interface CustomResourceAnswers {
  expect(): AwaitedAnswer;
  /** Takes a PUT; false when nobody waits for that path (any more). */
  accept(path: string, body: string): boolean;
}

export function createCustomResourceAnswers(identifiers: Identifiers, endpoint: () => string): CustomResourceAnswers {
  const waiting = new Map<string, (body: string) => void>();
  return {
    expect() {
      const path = `${answerPath}${identifiers.uuid()}`;
      let result: CustomResourceAnswer | Error | undefined;
      waiting.set(path, (body) => {
        result ??= parse(body);
      });
      return { url: `${endpoint()}${path}`, received: () => result, close: () => void waiting.delete(path) };
    },
    accept(path, body) {
      const take = waiting.get(path);
      take?.(body);
      return take !== undefined;
    },
  };
}

function parse(body: string): CustomResourceAnswer | Error {
  const bytes = Buffer.byteLength(body);
  if (bytes > longestAnswerBytes)
    return new Error(`the answer is ${bytes} bytes long; CloudFormation takes at most ${longestAnswerBytes}`);
  try {
    return answer.parse(JSON.parse(body));
  } catch (error) {
    return new Error(`the answer is not what CloudFormation expects: ${String(error)}`, { cause: error });
  }
}
