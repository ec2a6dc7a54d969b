import type { Kernel } from '../../kernel/kernel.ts';

/** The SDK sends SQS requests to the host inside the queue's URL, so the URL must name this sandbox. */
export const queueUrl = (kernel: Kernel, name: string): string =>
  `${kernel.endpoint()}/${kernel.place.accountId}/${name}`;
