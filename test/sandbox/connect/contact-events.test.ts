import { expect, test } from 'vitest';
import { flowOf } from '../flow/flow-steps.ts';
import { connectWorld, instanceArn, queueId, satoId } from './connect-world.ts';

test('the default bus hears the life of a chat, each time with the members that apply by then', async () => {
  const at = connectWorld();
  const flow = at.flow(
    flowOf({
      queue: {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: queueId },
        next: 'wait',
        errors: { NoMatchingError: 'end' },
      },
      wait: {
        type: 'TransferContactToQueue',
        next: 'end',
        errors: { QueueAtCapacity: 'end', NoMatchingError: 'end' },
      },
    }),
  );
  const contactId = at.startChat(flow);
  await at.run();
  at.service.desk.acceptTask(contactId, satoId);
  await at.run();
  at.service.desk.completeTask(contactId, satoId);

  const { events } = at.world.recorded;
  expect(events.map(({ event }) => event.detail['eventType'])).toEqual([
    'INITIATED',
    'QUEUED',
    'CONNECTED_TO_AGENT',
    'DISCONNECTED',
  ]);
  const about = {
    contactId,
    channel: 'CHAT',
    initiationMethod: 'API',
    instanceArn,
    initiationTimestamp: '2026-10-05T12:00:00.000Z',
  };
  for (const { busName, event } of events) {
    expect(busName).toBe('default');
    expect(event).toMatchObject({
      source: 'aws.connect',
      detailType: 'Amazon Connect Contact Event',
      resources: [`${instanceArn}/contact/${contactId}`, instanceArn],
      detail: about,
    });
  }
  expect(events[0]!.event.detail).toEqual({ ...about, eventType: 'INITIATED' });
  expect(events[1]!.event.detail['queueInfo']).toMatchObject({ queueArn: `${instanceArn}/queue/${queueId}` });
  expect(events[2]!.event.detail['agentInfo']).toEqual({
    agentArn: `${instanceArn}/agent/${satoId}`,
    connectedToAgentTimestamp: '2026-10-05T12:01:00.000Z',
  });
  expect(events[3]!.event.detail['disconnectTimestamp']).toBe('2026-10-05T12:02:00.000Z');
});
