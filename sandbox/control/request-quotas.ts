/*
 * Request quotas of AWS that are tight enough to shape what a deployment does. Defaults: an account may have others, in
 * either direction, and Service Quotas of the account tells. They are per account and Region, and whoever else calls there
 * takes from the same bucket.
 */

type Words = Readonly<{ ja: string; en: string }>;

export interface RequestQuota {
  /** Name in the signature, by which the gateway knows the service: `cases`. */
  readonly service: string;
  readonly operation: string;
  readonly perSecond: number;
  readonly burst: number;
  /** Page that states the figures. */
  readonly source: string;
  readonly note: Words | null;
}

/** Cases and Connect: the table of API request quotas. */
const connectQuotas = 'https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html';
const mailQuotas = 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html';

const cases = (operation: string, perSecond: number, burst: number): RequestQuota => ({
  service: 'cases',
  operation,
  perSecond,
  burst,
  source: connectQuotas,
  note: null,
});

const connect = (operation: string): RequestQuota => ({
  ...cases(operation, 2, 5),
  service: 'connect',
  note: {
    ja: 'Amazon Connect API の既定値です。アカウントのすべてのインスタンスとユーザーで共有します。',
    en: 'The default of the Amazon Connect API, shared by all instances and users of the account.',
  },
});

export const requestQuotas: readonly RequestQuota[] = [
  cases('UpdateCase', 2, 2),
  cases('GetCase', 4, 10),
  cases('CreateCase', 2, 10),
  cases('SearchCases', 2, 10),
  cases('CreateRelatedItem', 2, 10),
  cases('SearchRelatedItems', 2, 10),
  connect('StartTaskContact'),
  {
    service: 'ses',
    operation: 'SendEmail',
    perSecond: 1,
    burst: 1,
    source: mailQuotas,
    note: {
      ja: 'サンドボックス (本番利用の申請前) の SES の値です。本番の値はアカウントごとに異なり、既定値はありません。宛先の数で数えます。',
      en: 'That of SES before production access. In production each account has a quota of its own, without a default. AWS counts recipients.',
    },
  },
];

/** Name of a quota: `cases:UpdateCase`. */
export const quotaId = ({ service, operation }: RequestQuota): string => `${service}:${operation}`;
