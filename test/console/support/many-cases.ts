import type { CaseSummary } from '../../../sandbox/control/schema.ts';

const firstAt = Date.parse('2026-11-26T13:00:00.000Z');
const minuteMilliseconds = 60_000;
const at = (minutes: number): string => new Date(firstAt + minutes * minuteMilliseconds).toISOString();

const customers = ['山田 太郎', '青木 花子', 'Jane Doe', '高橋 健', '伊藤 美咲', 'John Smith', '渡辺 愛'];
const owners = ['Sato', '鈴木 一郎', '田中 美咲'];
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'in_progress', label: '対応中' },
  { value: 'closed', label: 'Closed' },
];

/** A case of the list that no sandbox has: the same number is the same case. */
export function syntheticCase(number: number, changes: Partial<CaseSummary> = {}): CaseSummary {
  const owner = owners[number % owners.length]!;
  return {
    caseId: `case-${number}`,
    contactId: null,
    customer: customers[number % customers.length]!,
    title: `オンライン面談予約 ${customers[number % customers.length]!} ${number}`,
    status: number % 4 === 0 ? statuses[2]! : statuses[1]!,
    owner: { id: `user-${number % owners.length}`, name: owner },
    nextSlaBreach: at(number),
    overdueSince: null,
    reference: String(10_000_000 + number),
    createdAt: at(0),
    updatedAt: at(-number),
    ...changes,
  };
}

/** Cases 1 to `count`; every other one has a deadline within the hour after `now`, epoch milliseconds. */
export const manyCases = (count: number, now: number): CaseSummary[] =>
  Array.from({ length: count }, (_, index) =>
    syntheticCase(index + 1, {
      nextSlaBreach: index % 2 === 0 ? new Date(now + (5 + (index % 50)) * minuteMilliseconds).toISOString() : null,
    }),
  );
