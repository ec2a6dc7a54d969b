import { AwsError } from '../../kernel/service.ts';

export const noSuchQueue = () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

/** SQS has no class for it in the SDK; the client throws its base class with this name. */
export const invalidParameter = (reason: string) =>
  new AwsError('InvalidParameterValue', `One or more parameters are invalid. Reason: ${reason}`);

export const invalidReceipt = (handle: string) =>
  new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
