/*
 * Prices in US dollars, us-east-1, list. An account's own prices differ by Region and contract: change them here. Free
 * tiers and discounts for volume are left out. The figures were read at second hand, where `readAt` says; `page` is AWS's own.
 */

export interface Price {
  readonly perMillion: number;
  readonly unit: string;
  /** The page of AWS that says what it is today. */
  readonly page: string;
  /** Where the figure was read, and of which year and month it is. */
  readonly readAt: string;
  readonly of: string;
}

export const prices = {
  sqsRequest: {
    perMillion: 0.4,
    unit: 'requests of a standard queue, 64 KB each',
    page: 'https://aws.amazon.com/sqs/pricing/',
    readAt: 'https://cloudburn.io/blog/amazon-sqs-pricing',
    of: '2026-03',
  },
  lambdaRequest: {
    perMillion: 0.2,
    unit: 'invocations',
    page: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'https://git.mcrn.ar/mariano/lambda_local_runner',
    of: '2026-05',
  },
  lambdaGigabyteSecond: {
    perMillion: 13.3334,
    unit: 'GB-seconds on arm64',
    page: 'https://aws.amazon.com/lambda/pricing/',
    readAt: 'https://git.mcrn.ar/mariano/lambda_local_runner',
    of: '2026-05',
  },
  dynamoDbWriteUnit: {
    perMillion: 0.625,
    unit: 'write request units, on demand',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    of: '2025-07',
  },
  dynamoDbReadUnit: {
    perMillion: 0.125,
    unit: 'read request units, on demand',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    readAt: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    of: '2025-07',
  },
  eventBridgeEvent: {
    perMillion: 1,
    unit: 'custom events, 64 KB each; those of AWS services are free',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    readAt: 'https://cloudburn.io/blog/amazon-eventbridge-pricing',
    of: '2026-03',
  },
  mail: {
    perMillion: 100,
    unit: 'mails sent by SES',
    page: 'https://aws.amazon.com/ses/pricing/',
    readAt: 'https://www.acecloudinterviews.com/tutorials/aws/ses/',
    of: '2026-11',
  },
  logGigabyte: {
    perMillion: 500_000,
    unit: 'GB of logs taken in',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    readAt: 'https://c3x.dev/blog/cloudwatch-logs-cost-optimization',
    of: '2026-06',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** What was used, in the units of the table. */
export type Usage = Readonly<Record<PriceName, number>>;

/** US dollars. */
export const costOf = (usage: Usage): number =>
  (Object.keys(prices) as PriceName[]).reduce((sum, name) => sum + (usage[name] * prices[name].perMillion) / 1e6, 0);
