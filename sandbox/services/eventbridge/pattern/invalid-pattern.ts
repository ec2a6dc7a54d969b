import { AwsError } from '../../../kernel/service.ts';

/** @throws AwsError InvalidEventPatternException */
export const invalidPattern = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
