import * as z from 'zod/mini';
import { text } from './primitives.ts';

const common = {
  ResponseURL: text,
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  ResourceType: text,
  ResourceProperties: z.record(z.string(), z.unknown()),
};

/**
 * What CloudFormation sends to the function behind a custom resource.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html
 */
export const customResourceRequest = z.discriminatedUnion('RequestType', [
  z.looseObject({ ...common, RequestType: z.literal('Create') }),
  z.looseObject({ ...common, RequestType: z.literal('Update'), PhysicalResourceId: text }),
  z.looseObject({ ...common, RequestType: z.literal('Delete'), PhysicalResourceId: text }),
]);
export type CustomResourceRequest = z.infer<typeof customResourceRequest>;

/** What of a request suffices to answer it, when the rest of it makes no sense. */
export const answerableRequest = z.looseObject({
  ResponseURL: text,
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  PhysicalResourceId: z.optional(text),
});
export type AnswerableRequest = z.infer<typeof answerableRequest>;

/** The longest answer, in bytes. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
export const longestAnswerBytes = 4096;

/** The answer that is PUT to `ResponseURL`. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}
