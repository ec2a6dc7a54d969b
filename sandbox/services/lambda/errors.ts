import { AwsError } from '../../kernel/service.ts';

export const noSuchFunction = (name: string) =>
  new AwsError('ResourceNotFoundException', `Function not found: ${name}`, {
    statusCode: 404,
    fields: { Type: 'User' },
  });

export const loopStopped = (name: string) =>
  new AwsError(
    'RecursiveInvocationException',
    `Lambda detected the function ${name} being invoked in a recursive loop with other AWS resources and stopped it.`,
    { fields: { Type: 'User' } },
  );

export const invalidContent = (message: string) =>
  new AwsError('InvalidRequestContentException', message, { fields: { Type: 'User' } });

export const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterValueException', message, { fields: { Type: 'User' } });

export const tooLarge = (limitBytes: number) =>
  new AwsError(
    'RequestTooLargeException',
    `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
    {
      statusCode: 413,
      fields: { Type: 'User' },
    },
  );
