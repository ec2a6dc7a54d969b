import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqsService } from '../../../sandbox/services/sqs/service.ts';
import { resourceRequest, testInstance } from '../../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../../support/served-world.ts';

const start = Date.parse('2031-02-03T04:05:06.000Z');
let served: ServedWorld;
let service: ReturnType<typeof createSqsService>;
let client: SQSClient;

beforeEach(async () => {
  served = await servedWorld(
    (world) => {
      service = createSqsService(world, testInstance());
      return [service.api!];
    },
    { start },
  );
  // As in a function: the SDK sends to the host inside the queue's URL.
  client = new SQSClient(served.client);
});
afterEach(async () => {
  client.destroy();
  await served.close();
});

const provider = (type: string) => service.resources[type]!;
const createQueue = async (logicalId: string, properties: Record<string, unknown> = {}) => {
  const { physicalId, attributes } = await provider('AWS::SQS::Queue').create(
    resourceRequest('AWS::SQS::Queue', properties, { logicalId }),
  );
  return { url: physicalId, arn: String(attributes['Arn']), name: String(attributes['QueueName']) };
};
const moveClock = (milliseconds: number) =>
  served.world.kernel.clock.runUntil(served.world.kernel.clock.now() + milliseconds);
const send = (url: string, body: string, more: object = {}) =>
  client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...more }));
const receive = async (url: string, more: object = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (url: string, more?: object) => (await receive(url, more)).map((message) => message.Body);

describe('a message', () => {
  test('is received with its attributes, hidden, visible again after its time, and gone once deleted', async () => {
    const { url } = await createQueue('Inbox', { VisibilityTimeout: 60 });
    const attributes = {
      kind: { DataType: 'String', StringValue: '種類' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    };
    const sent = await send(url, 'こんにちは', { MessageAttributes: attributes });
    expect(sent.MD5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
    const [first] = await receive(url, { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
    expect(first).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'こんにちは',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: { kind: { DataType: 'String', StringValue: '種類' } },
      Attributes: { SentTimestamp: String(start), ApproximateReceiveCount: '1', SenderId: 'outside' },
    });
    expect(await bodies(url)).toEqual([]);
    await moveClock(60_000);
    const [second] = await receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(second!.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    // The handle of an earlier receive deletes nothing and is no error.
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle }));
    await moveClock(60_000);
    const [third] = await receive(url);
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: third!.ReceiptHandle }));
    await moveClock(60_000);
    expect(await bodies(url)).toEqual([]);
  });

  test('waits out its delay, of its own or of the queue', async () => {
    const { url } = await createQueue('Delayed', { DelaySeconds: 5 });
    await send(url, 'queue');
    await send(url, 'own', { DelaySeconds: 900 });
    await send(url, 'none', { DelaySeconds: 0 });
    expect(await bodies(url)).toEqual(['none']);
    await moveClock(5_000);
    expect(await bodies(url)).toEqual(['queue']);
    await moveClock(894_999);
    expect(await bodies(url, { VisibilityTimeout: 0 })).not.toContain('own');
    await moveClock(1);
    expect(await bodies(url)).toContain('own');
  });

  test('expires with the retention of the queue', async () => {
    const { url } = await createQueue('Short', { MessageRetentionPeriod: 60 });
    await send(url, 'old');
    await moveClock(60_001);
    expect(await bodies(url)).toEqual([]);
  });

  test('carries the trace header of the request that sent it', async () => {
    const { url } = await createQueue('Inbox');
    client.middlewareStack.add(
      (next) => (given) => {
        (given.request as { headers: Record<string, string> }).headers['X-Amzn-Trace-Id'] = 'Root=1-2-3';
        return next(given);
      },
      { step: 'build' },
    );
    await send(url, 'x');
    const [message] = await receive(url, { MessageSystemAttributeNames: ['AWSTraceHeader'] });
    expect(message!.Attributes).toEqual({ AWSTraceHeader: 'Root=1-2-3' });
  });

  test('can be hidden for longer or shown at once while it is in flight', async () => {
    const { url } = await createQueue('Inbox');
    await send(url, 'x');
    const [message] = await receive(url);
    const change = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle, VisibilityTimeout }),
      );
    await change(100);
    await moveClock(99_000);
    expect(await bodies(url)).toEqual([]);
    await change(0);
    await expect(change(1)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    expect(await bodies(url)).toEqual(['x']);
  });

  test.each([
    ['no body', { MessageBody: '' }, 'at least one character'],
    ['too many bytes', { MessageBody: 'あ'.repeat(350_000) }, 'shorter than 1048576 bytes'],
    ['too long a delay', { MessageBody: 'x', DelaySeconds: 901 }, 'between 0 and 900'],
    ['a deduplication id', { MessageBody: 'x', MessageDeduplicationId: 'd' }, 'FIFO'],
    [
      'an attribute without a value',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String' } } },
      "'a' must have",
    ],
  ])('with %s is refused', async (_what, message, reason) => {
    const { url } = await createQueue('Inbox');
    const failure = client.send(new SendMessageCommand({ QueueUrl: url, ...message }));
    await expect(failure).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(reason) as string,
    });
  });
});

describe('a batch', () => {
  test('sends and deletes several, and reports those that fail beside the others', async () => {
    const { url } = await createQueue('Inbox');
    const entries = [
      { Id: 'a', MessageBody: 'A' },
      { Id: 'b', MessageBody: 'B', DelaySeconds: 1000 },
      { Id: 'c', MessageBody: 'C' },
    ];
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }]);
    const received = await receive(url);
    expect(received.map(({ Body }) => Body)).toEqual(['A', 'C']);
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          ...received.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          { Id: 'x', ReceiptHandle: 'none' },
        ],
      }),
    );
    expect(deleted.Successful).toHaveLength(2);
    expect(deleted.Failed).toMatchObject([{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }]);
  });

  test.each([
    ['none', [], 'EmptyBatchRequest'],
    [
      'eleven',
      Array.from({ length: 11 }, (_, index) => ({ Id: `i${index}`, MessageBody: 'x' })),
      'TooManyEntriesInBatchRequest',
    ],
    [
      'the same id twice',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    ['an id with a space', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      'more than the limit together',
      [1, 2].map((id) => ({ Id: `i${id}`, MessageBody: 'x'.repeat(600_000) })),
      'BatchRequestTooLong',
    ],
  ])('with %s is refused', async (_what, Entries, name) => {
    const { url } = await createQueue('Inbox');
    await expect(client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({ name });
  });
});

describe('a dead-letter queue', () => {
  const withDeadLetters = async (maxReceiveCount: number) => {
    const dead = await createQueue('Dead');
    const inbox = await createQueue('Inbox', {
      VisibilityTimeout: 10,
      RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount },
    });
    return { dead, inbox };
  };

  test('takes what was received too often, with the moment it was first sent', async () => {
    const { dead, inbox } = await withDeadLetters(2);
    await send(inbox.url, 'poison');
    for (let round = 0; round < 2; round += 1) {
      expect(await bodies(inbox.url)).toEqual(['poison']);
      await moveClock(10_000);
    }
    expect(await bodies(dead.url)).toEqual([]);
    expect(await bodies(inbox.url)).toEqual([]);
    const [message] = await receive(dead.url, { MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({
      Body: 'poison',
      Attributes: { SentTimestamp: String(start), ApproximateReceiveCount: '1', DeadLetterQueueSourceArn: inbox.arn },
    });
    expect(served.world.kernel.journal.entries()).toMatchObject([
      { kind: 'message.dead-lettered', detail: { queue: inbox.name, deadLetterQueue: dead.name } },
    ]);
  });

  test('gives its messages back when told to', async () => {
    const { dead, inbox } = await withDeadLetters(1);
    await send(inbox.url, 'again');
    await receive(inbox.url);
    await moveClock(10_000);
    await receive(inbox.url);
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    expect(await bodies(inbox.url)).toEqual(['again']);
    const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
    await expect(client.send(new StartMessageMoveTaskCommand({ SourceArn: inbox.arn }))).rejects.toThrow(
      'Dead Letter Queue',
    );
  });

  test('must exist and allow it', async () => {
    const arn = 'arn:aws:sqs:ap-northeast-1:111122223333:nowhere';
    await expect(
      createQueue('Inbox', { RedrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 1 } }),
    ).rejects.toThrow('there is no queue');
    const closed = await createQueue('Closed', { RedriveAllowPolicy: { redrivePermission: 'denyAll' } });
    await expect(
      createQueue('Inbox', { RedrivePolicy: { deadLetterTargetArn: closed.arn, maxReceiveCount: 1 } }),
    ).rejects.toThrow('does not let');
  });
});

describe('a queue', () => {
  test('is found by name and listed, and its URL names this sandbox', async () => {
    const { url, name } = await createQueue('Inbox');
    expect(name).toMatch(/^Casewarden-dev-State-Inbox-[0-9A-F]{12}$/);
    expect(url).toBe(`${served.endpoint}/111122223333/${name}`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl).toBe(url);
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'Casewarden' }))).QueueUrls).toEqual([url]);
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'other' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  test('counts its messages', async () => {
    const { url } = await createQueue('Inbox');
    await send(url, 'in flight');
    await receive(url);
    await send(url, 'visible');
    await send(url, 'delayed', { DelaySeconds: 9 });
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      VisibilityTimeout: '30',
    });
    const some = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['DelaySeconds'] }));
    expect(some.Attributes).toEqual({ DelaySeconds: '0' });
    await client.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await bodies(url)).toEqual([]);
    await expect(client.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
    });
  });

  test.each([
    [{ FifoQueue: true }, 'FIFO'],
    [{ KmsMasterKeyId: 'key' }, 'KmsMasterKeyId'],
    [{ VisibilityTimeout: 43_201 }, 'VisibilityTimeout'],
  ])('with %j is refused', async (properties, reason) => {
    await expect(createQueue('Inbox', properties)).rejects.toThrow(reason);
  });

  test('is changed in place, and replaced when it is renamed', async () => {
    const { url } = await createQueue('Inbox', { VisibilityTimeout: 30 });
    const update = (properties: object) =>
      provider('AWS::SQS::Queue').update(
        resourceRequest('AWS::SQS::Queue', { ...properties }, { logicalId: 'Inbox' }),
        {
          physicalId: url,
          properties: { VisibilityTimeout: 30 },
        },
      );
    expect((await update({ VisibilityTimeout: 5 })).physicalId).toBe(url);
    expect((await update({ QueueName: 'other' })).physicalId).toBe(`${served.endpoint}/111122223333/other`);
    await provider('AWS::SQS::Queue').delete(resourceRequest('AWS::SQS::Queue', {}), url);
    await expect(send(url, 'x')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('another AWS service', () => {
  const sourceArn = 'arn:aws:events:ap-northeast-1:111122223333:rule/cases';
  const deliver = (queueArn: string, source = sourceArn) =>
    service.access.sendFromService({
      queueArn,
      body: '{}',
      principal: 'events.amazonaws.com',
      sourceArn: source,
      traceHeader: 'Root=1',
    });
  const policyRequest = (url: string, arn: string) =>
    resourceRequest('AWS::SQS::QueuePolicy', {
      Queues: [url],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn,
            Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
          },
        ],
      },
    });

  test('may send only as the queue policy says', async () => {
    const { url, arn } = await createQueue('Inbox');
    expect(deliver(arn)).toBe(false);
    const request = policyRequest(url, arn);
    await provider('AWS::SQS::QueuePolicy').create(request);
    expect(deliver(arn)).toBe(true);
    expect(deliver(arn, `${sourceArn}-other`)).toBe(false);
    expect(deliver(`${arn}-other`)).toBe(false);
    expect(await bodies(url)).toEqual(['{}']);
    await provider('AWS::SQS::QueuePolicy').delete(request, 'id');
    expect(deliver(arn)).toBe(false);
  });

  test('is told when messages become visible, and takes them as Lambda’s poller does', async () => {
    const { url, arn } = await createQueue('Inbox', { VisibilityTimeout: 60 });
    const heard: number[] = [];
    const stop = service.access.onVisible(arn, () => void heard.push(served.world.kernel.clock.now() - start));
    await send(url, 'now', {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=2' } },
    });
    await send(url, 'later', { DelaySeconds: 9 });
    expect(heard).toEqual([0]);
    const [polled] = service.access.receiveForPoller(arn, 10);
    expect(polled).toMatchObject({ body: 'now', traceHeader: 'Root=2', attributes: { ApproximateReceiveCount: '1' } });
    await moveClock(60_000);
    expect(heard).toEqual([0, 9_000, 60_000]);
    const again = service.access.receiveForPoller(arn, 10);
    expect(again.map(({ body }) => body)).toEqual(['later', 'now']);
    service.access.deleteForPoller(arn, [again[0]!.receiptHandle]);
    service.access.deadLetter(arn, again[1]!.receiptHandle, 'stopped');
    stop();
    await moveClock(600_000);
    expect(heard).toHaveLength(3);
    expect(service.snapshot()).toMatchObject({ queues: [{ messages: [] }] });
  });
});
