/*
 * Prices in US dollars, us-east-1, list. An account's own prices differ by Region and contract: change them here. The pages
 * are those of AWS; the figures were seen where `seen` says, and those that were not confirmed on a page are marked.
 */

export interface Price {
  readonly perMillion: number;
  readonly unit: string;
  readonly page: string;
  /** Year and month in which the figure was seen. */
  readonly seen: string;
  readonly isConfirmed: boolean;
}

export const prices = {
  sqsRequest: {
    perMillion: 0.4,
    unit: 'requests of a standard queue, 64 KB each',
    page: 'https://aws.amazon.com/sqs/pricing/',
    seen: '2026-11',
    isConfirmed: false,
  },
  lambdaRequest: {
    perMillion: 0.2,
    unit: 'invocations',
    page: 'https://aws.amazon.com/lambda/pricing/',
    seen: '2026-05',
    isConfirmed: true,
  },
  lambdaGigabyteSecond: {
    perMillion: 13.3334,
    unit: 'GB-seconds on arm64',
    page: 'https://aws.amazon.com/lambda/pricing/',
    seen: '2026-05',
    isConfirmed: true,
  },
  dynamoDbWriteUnit: {
    perMillion: 0.625,
    unit: 'write request units, on demand',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    seen: '2025-07',
    isConfirmed: true,
  },
  dynamoDbReadUnit: {
    perMillion: 0.125,
    unit: 'read request units, on demand',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    seen: '2025-07',
    isConfirmed: true,
  },
  eventBridgeEvent: {
    perMillion: 1,
    unit: 'custom events, 64 KB each; those of AWS services are free',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    seen: '2026-03',
    isConfirmed: true,
  },
  mail: {
    perMillion: 100,
    unit: 'mails sent by SES',
    page: 'https://aws.amazon.com/ses/pricing/',
    seen: '2026-11',
    isConfirmed: false,
  },
  logGigabyte: {
    perMillion: 500_000,
    unit: 'GB of logs taken in',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    seen: '2026-11',
    isConfirmed: false,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** What was used, in the units of the table. */
export type Usage = Readonly<Record<PriceName, number>>;

/** US dollars. */
export const costOf = (usage: Usage): number =>
  (Object.keys(prices) as PriceName[]).reduce((sum, name) => sum + (usage[name] * prices[name].perMillion) / 1e6, 0);
