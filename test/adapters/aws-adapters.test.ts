import { describe, expect, test, vi } from 'vitest';
import { createAnnouncer } from '../../lambda/adapters/announcer.ts';
import { createCaseReader, createCaseWriter } from '../../lambda/adapters/cases.ts';
import { createTaskStarter } from '../../lambda/adapters/connect-tasks.ts';
import { createInbox } from '../../lambda/adapters/inbox.ts';
import { createLaneHints } from '../../lambda/adapters/lane-hints.ts';
import { createMailer, toTagValue } from '../../lambda/adapters/mailer.ts';
import { translateAwsErrors } from '../../lambda/adapters/translate-aws-error.ts';
import type { Announcement } from '../../lambda/contract/announcement.ts';
import { createdAt } from '../support/desk-policy.ts';
import { fakeClient, sdkError } from '../support/fake-client.ts';

describe('an error of AWS', () => {
  const write = { operation: 'Cases UpdateCase', changes: true };

  test.each([
    ['ThrottlingException', 429, true, 'THROTTLED'],
    ['TooManyRequestsException', 400, true, 'THROTTLED'],
    ['ServiceQuotaExceededException', 402, true, 'QUOTA_USED_UP'],
    ['ValidationException', 400, true, 'REQUEST_REFUSED'],
    ['AccessDeniedException', 403, true, 'REQUEST_REFUSED'],
    ['InternalServerException', 500, true, 'OUTCOME_UNKNOWN'],
    ['TimeoutError', undefined, true, 'OUTCOME_UNKNOWN'],
    ['InternalServerException', 500, false, 'SERVICE_UNAVAILABLE'],
    ['TimeoutError', undefined, false, 'SERVICE_UNAVAILABLE'],
    ['CredentialsProviderError', undefined, true, 'SERVICE_UNAVAILABLE'],
  ])('%s (%s) while something changes (%s) is %s', async (name, status, changes, code) => {
    const cause = sdkError(name, status);
    await expect(translateAwsErrors({ ...write, changes }, () => Promise.reject(cause))).rejects.toMatchObject({
      code,
      cause,
      message: expect.stringMatching(/^Cases UpdateCase: (?!.*tanaka)/),
    });
  });

  test('before a connection leaves nothing unknown', async () => {
    const refused = sdkError('Error', undefined, { code: 'ECONNREFUSED' });
    await expect(translateAwsErrors(write, () => Promise.reject(refused))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });

  test('says how long to wait, if AWS does', async () => {
    const error = sdkError('ThrottlingException', 429, { $response: { headers: { 'retry-after': '7' } } });
    await expect(translateAwsErrors(write, () => Promise.reject(error))).rejects.toMatchObject({
      retryAfterSeconds: 7,
    });
  });
});

describe('reading a case', () => {
  test('turns every kind of value into ours, page after page', async () => {
    const asked: { fields: unknown; nextToken?: string }[] = [];
    const client = fakeClient<Parameters<typeof createCaseReader>[0]>((_operation, input: (typeof asked)[number]) => {
      asked.push(input);
      return input.nextToken === undefined
        ? {
            templateId: 't-1',
            nextToken: 'more',
            fields: [
              { id: 'status', value: { stringValue: 'open' } },
              { id: 'count', value: { doubleValue: 0 } },
              { id: 'flag', value: { booleanValue: false } },
            ],
          }
        : {
            templateId: 't-1',
            fields: [
              { id: 'assigned_user', value: { userArnValue: 'arn:user' } },
              { id: 'title', value: { emptyValue: {} } },
            ],
          };
    });

    expect(await createCaseReader(client, 'd-1').read('c-1', ['status', 'count'])).toEqual({
      caseId: 'c-1',
      templateId: 't-1',
      fields: { status: 'open', count: 0, flag: false, assigned_user: 'arn:user', title: null },
    });
    expect(asked).toMatchObject([
      { domainId: 'd-1', caseId: 'c-1', fields: [{ id: 'status' }, { id: 'count' }] },
      { nextToken: 'more' },
    ]);
  });

  test.each([
    ['a case that is gone is no error', 'Case', undefined],
    ['a resource without a type is taken for the case', undefined, undefined],
    ['a domain that is gone is an error', 'Domain', 'REQUEST_REFUSED'],
  ])('%s', async (_why, resourceType, code) => {
    const client = fakeClient<Parameters<typeof createCaseReader>[0]>(() => {
      throw sdkError('ResourceNotFoundException', 404, { resourceType });
    });
    const read = createCaseReader(client, 'd-1').read('c-1', ['status']);
    await (code === undefined ? expect(read).resolves.toBeUndefined() : expect(read).rejects.toMatchObject({ code }));
  });
});

test('writing a case names us as the writer and clears with an empty value', async () => {
  const calls: unknown[] = [];
  const client = fakeClient<Parameters<typeof createCaseWriter>[0]>((operation, input) =>
    calls.push([operation, input]),
  );
  const writer = createCaseWriter(client, 'd-1');
  await writer.setFields('c-1', { assigned_user: 'arn:user', rank: 2, flag: true, title: null });
  await writer.linkContact('c-1', 'arn:contact');

  expect(calls).toEqual([
    [
      'UpdateCase',
      {
        domainId: 'd-1',
        caseId: 'c-1',
        fields: [
          { id: 'assigned_user', value: { stringValue: 'arn:user' } },
          { id: 'rank', value: { doubleValue: 2 } },
          { id: 'flag', value: { booleanValue: true } },
          { id: 'title', value: { emptyValue: {} } },
        ],
        performedBy: { customEntity: 'casewarden' },
      },
    ],
    [
      'CreateRelatedItem',
      {
        domainId: 'd-1',
        caseId: 'c-1',
        type: 'Contact',
        content: { contact: { contactArn: 'arn:contact' } },
        performedBy: { customEntity: 'casewarden' },
      },
    ],
  ]);
});

test('a task carries its token, its owner and the way to its case', async () => {
  const calls: unknown[] = [];
  const client = fakeClient<Parameters<typeof createTaskStarter>[0]>((_operation, input) => {
    calls.push(input);
    return { ContactId: 'contact-1' };
  });
  const starter = createTaskStarter(client, { instanceId: 'i-1', taskFlowId: 'flow-1' });
  const contactId = await starter.start({
    token: 'case-1:p:1:breach:2-task',
    userId: 'user-1',
    name: 'n',
    description: 'd',
    caseId: 'case-1',
    caseUrl: 'https://desk.example/case-1',
  });

  expect(contactId).toBe('contact-1');
  expect(calls).toEqual([
    {
      InstanceId: 'i-1',
      ContactFlowId: 'flow-1',
      ClientToken: 'case-1:p:1:breach:2-task',
      Name: 'n',
      Description: 'd',
      Attributes: { casewarden_owner: 'user-1', casewarden_case_id: 'case-1' },
      References: { Case: { Type: 'URL', Value: 'https://desk.example/case-1' } },
    },
  ]);
});

describe('a mail', () => {
  test('carries tags that tell case and effect', async () => {
    const calls: Record<string, unknown>[] = [];
    const client = fakeClient<Parameters<typeof createMailer>[0]>((_operation, input) => {
      calls.push(input);
      return { MessageId: 'm-1' };
    });
    const mail = {
      from: 'a@x.jp',
      to: 'b@x.jp',
      subject: '件名',
      body: '本文',
      caseId: 'case-1',
      effectKey: 'p:1:breach:1-email',
    };

    expect(await createMailer(client, 'set').send(mail)).toBe('m-1');
    expect(calls).toMatchObject([
      {
        ConfigurationSetName: 'set',
        Destination: { ToAddresses: ['b@x.jp'] },
        EmailTags: [
          { Name: 'casewarden-case', Value: 'case-1' },
          { Name: 'casewarden-effect', Value: 'p@3a.1@3a.breach@3a.1-email' },
        ],
      },
    ]);
  });

  test.each(['p:1', 'p@3a.1', '期限', 'a.b', 'a b'])('has tag values of allowed characters only: %s', (text) => {
    expect(toTagValue(text)).toMatch(/^[A-Za-z0-9_.@-]+$/);
  });

  test('has different tag values for different texts', () => {
    const texts = ['p:1', 'p@3a.1', 'p@3a1', 'p.3a.1', 'p:1.'];
    expect(new Set(texts.map(toTagValue)).size).toBe(texts.length);
  });
});

test('announcements that the bus did not take are an error, although it answered', async () => {
  const announcement: Announcement = {
    detailType: 'Sink Ready',
    id: 'x',
    at: createdAt,
    caseId: 'c',
    sink: 's',
    wanted: 1,
  };
  const sizes: number[] = [];
  const bus = (failed: number) =>
    createAnnouncer(
      fakeClient<Parameters<typeof createAnnouncer>[0]>((_operation, { Entries }: { Entries: unknown[] }) => {
        sizes.push(Entries.length);
        return { FailedEntryCount: failed };
      }),
      'bus',
    );

  await bus(0).announce(Array.from({ length: 12 }, () => announcement));
  expect(sizes).toEqual([10, 2]);
  await expect(bus(1).announce([announcement])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});

test('messages that the inbox did not take are an error, although it answered', async () => {
  const sent: { Entries: { Id: string; DelaySeconds: number; MessageBody: string }[] }[] = [];
  const inbox = (failed: readonly unknown[]) =>
    createInbox(
      fakeClient<Parameters<typeof createInbox>[0]>((_operation, input: (typeof sent)[number]) => {
        sent.push(input);
        return { Failed: failed };
      }),
      'https://queue',
    );
  const message = { kind: 'due' as const, caseId: 'c', dueAt: createdAt };

  await inbox([]).send(Array.from({ length: 12 }, () => ({ message, delaySeconds: 9 })));
  expect(sent.map(({ Entries }) => Entries.length)).toEqual([10, 2]);
  expect(sent[0]?.Entries[3]).toEqual({ Id: '3', DelaySeconds: 9, MessageBody: JSON.stringify(message) });
  await expect(inbox([{}]).send([{ message, delaySeconds: 0 }])).rejects.toMatchObject({ retryable: true });
});

const laneQueues = {
  'case-update': 'https://u',
  'case-items': 'https://i',
  mail: 'https://m',
  task: 'https://t',
  slack: 'https://s',
};

test('a lane hears of its work a second later, when its index can be expected to show it', async () => {
  const sent: unknown[] = [];
  const client = fakeClient<Parameters<typeof createLaneHints>[0]>((_operation, input) => void sent.push(input));
  await createLaneHints(client, laneQueues).hint('mail');

  expect(sent).toEqual([
    { QueueUrl: 'https://m', DelaySeconds: 1, MessageBody: JSON.stringify({ kind: 'ready', lane: 'mail' }) },
  ]);
});

test('of many hints of a lane one a second is sent, and each is followed by one that comes a second later at least', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  try {
    const arrivals: number[] = [];
    const client = fakeClient<Parameters<typeof createLaneHints>[0]>((_operation, input) => {
      const { QueueUrl, DelaySeconds } = input as { QueueUrl: string; DelaySeconds: number };
      if (QueueUrl === 'https://m') arrivals.push(Date.now() + DelaySeconds * 1000);
    });
    const hints = createLaneHints(client, laneQueues);
    for (let at = 0; at < 10_000; at += 50) {
      vi.setSystemTime(at);
      await hints.hint('mail');
      await hints.hint('task');
      expect(arrivals.some((arrival) => arrival >= at + 1000 && arrival <= at + 2000)).toBe(true);
    }
    expect(arrivals.length).toBeLessThanOrEqual(11);
    vi.setSystemTime(60_000);
    await hints.hint('mail');
    expect(arrivals.at(-1)).toBe(61_000);
  } finally {
    vi.useRealTimers();
  }
});

test('a hint that is wished for at a moment is always sent, and a hint that failed stands for no other', async () => {
  let fails = true;
  const delays: number[] = [];
  const client = fakeClient<Parameters<typeof createLaneHints>[0]>((_operation, input) => {
    if (fails) throw new Error('away');
    delays.push((input as { DelaySeconds: number }).DelaySeconds);
  });
  const hints = createLaneHints(client, laneQueues);
  await expect(hints.hint('mail')).rejects.toThrow();
  fails = false;
  for (const wished of [undefined, 40, undefined, 0]) await hints.hint('mail', wished);
  expect(delays).toEqual([1, 40, 0]);
});
