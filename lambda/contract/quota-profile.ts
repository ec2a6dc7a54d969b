import * as z from 'zod/mini';
import type { LaneName } from './primitives.ts';

/*
 * How often the outside may be called: one token bucket per API, per account and Region, which agents and every other tool
 * draw on as well. The figures are defaults; the policy file may say others (`quotas.apis`), since accounts differ.
 */

/** The APIs that lanes and sweeps draw on, as `service:Operation`. */
export const apiNames = [
  'cases:GetCase',
  'cases:UpdateCase',
  'cases:CreateRelatedItem',
  'cases:SearchRelatedItems',
  'cases:SearchAllRelatedItems',
  'cases:SearchCases',
  'cases:DeleteRelatedItem',
  'connect:StartTaskContact',
  'ses:SendEmail',
  'slack:chat.postMessage',
] as const;
export type ApiName = (typeof apiNames)[number];

/** What each lane calls: the read that decides, and what it carries its effects out with. */
export const laneApis: Readonly<Record<LaneName, readonly ApiName[]>> = {
  'case-update': ['cases:GetCase', 'cases:UpdateCase'],
  'case-items': ['cases:GetCase', 'cases:SearchRelatedItems', 'cases:CreateRelatedItem', 'cases:DeleteRelatedItem'],
  mail: ['cases:GetCase', 'ses:SendEmail'],
  task: ['cases:GetCase', 'cases:CreateRelatedItem', 'connect:StartTaskContact'],
  slack: ['cases:GetCase', 'slack:chat.postMessage'],
};

export const apiRate = z.strictObject({
  /** Calls per second, in the long run. */
  perSecond: z.number().check(z.gte(0.01), z.lte(10_000)),
  /** Calls that may come at once after a quiet time. */
  burst: z.number().check(z.int(), z.gte(1), z.lte(100_000)),
});
export type ApiRate = z.infer<typeof apiRate>;

export type QuotaProfile = Readonly<Record<ApiName, ApiRate>>;

/** What a function gets: the rates of the APIs that it calls, our share of them already taken. */
export const functionQuotas = z.partialRecord(z.enum(apiNames), apiRate);
export type FunctionQuotas = z.infer<typeof functionQuotas>;

/**
 * The default quotas. Accounts may have more or less, and AWS says that old and new accounts differ.
 * Cases and Connect: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. It does not list
 * SearchAllRelatedItems and DeleteRelatedItem: theirs are values to plan with, as low as the lowest that it lists.
 * SES: its sandbox, https://docs.aws.amazon.com/ses/latest/dg/quotas.html; in production each account has a quota of its own.
 * Slack: one message a second and channel, https://docs.slack.dev/apis/web-api/rate-limits; kept for all channels together,
 * because the cap of the whole workspace is not published.
 */
export const defaultQuotas: QuotaProfile = {
  'cases:GetCase': { perSecond: 4, burst: 10 },
  'cases:UpdateCase': { perSecond: 2, burst: 2 },
  'cases:CreateRelatedItem': { perSecond: 2, burst: 10 },
  'cases:SearchRelatedItems': { perSecond: 2, burst: 10 },
  'cases:SearchAllRelatedItems': { perSecond: 2, burst: 2 },
  'cases:SearchCases': { perSecond: 2, burst: 10 },
  'cases:DeleteRelatedItem': { perSecond: 2, burst: 2 },
  'connect:StartTaskContact': { perSecond: 2, burst: 5 },
  'ses:SendEmail': { perSecond: 1, burst: 1 },
  'slack:chat.postMessage': { perSecond: 1, burst: 1 },
};

/** Our share when the policy file names none: agents spend the same quotas. */
export const defaultShare = '70%';

/** The names of the APIs in the policy file: no two services have an operation of one name here. */
type OperationOf<Api> = Api extends `${string}:${infer Operation}` ? Operation : never;
export type OperationName = OperationOf<ApiName>;

export function operationOf(api: ApiName): OperationName {
  return api.slice(api.indexOf(':') + 1) as OperationName;
}

/** The API of an operation as errors name it, like `Cases UpdateCase`; undefined when no bucket is kept for it. */
export function apiOfOperation(operation: string): ApiName | undefined {
  return apiNames.find((api) => operation.toLowerCase() === api.replace(':', ' ').toLowerCase());
}
