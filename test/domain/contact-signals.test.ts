import { describe, expect, test } from 'vitest';
import { caseEvent } from '../../lambda/contract/case-event.ts';
import { contactEvent, type ContactEvent } from '../../lambda/contract/contact-event.ts';
import {
  directionOf,
  readContactEvent,
  readContactLink,
  signalsOf,
  type KnownContact,
} from '../../lambda/domain/contact-signals.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 3, 0, second)).toISOString();

const contactNews = (detail: Partial<ContactEvent['detail']>) =>
  Object.fromEntries(
    readContactEvent(
      contactEvent.parse({
        id: 'e-1',
        source: 'aws.connect',
        'detail-type': 'Amazon Connect Contact Event',
        time: '2026-11-24T03:00:09Z',
        detail: { eventType: 'INITIATED', contactId: 'c-1', channel: 'CHAT', initiationMethod: 'API', ...detail },
      }),
    ),
  );

describe('the direction of a contact', () => {
  test.each([
    ['VOICE', 'INBOUND', 'inbound'],
    ['Voice', 'Inbound', 'inbound'],
    ['EMAIL', 'INBOUND', 'inbound'],
    ['CHAT', 'API', 'inbound'],
    ['VOICE', 'WEBRTC_API', 'inbound'],
    ['VOICE', 'OUTBOUND', 'outbound'],
    ['VOICE', 'API', 'outbound'],
    ['EMAIL', 'OUTBOUND', 'outbound'],
    ['EMAIL', 'AGENT_REPLY', 'outbound'],
    ['EMAIL', 'FLOW', undefined],
    ['EMAIL', 'API', undefined],
    ['VOICE', 'TRANSFER', undefined],
    ['VOICE', 'QUEUE_TRANSFER', undefined],
    ['VOICE', 'CALLBACK', undefined],
    ['CHAT', 'DISCONNECT', undefined],
    ['VOICE', 'MONITOR', undefined],
    ['VOICE', 'EXTERNAL_OUTBOUND', undefined],
    ['VOICE', 'SOMETHING_NEW', undefined],
    ['TASK', 'API', undefined],
    ['TASK', 'INBOUND', undefined],
    [undefined, 'INBOUND', undefined],
    ['VOICE', undefined, undefined],
  ])('%s begun by %s is %s', (channel, method, direction) => {
    expect(directionOf(channel, method)).toBe(direction);
  });
});

describe('a contact event', () => {
  const about = { channel: 'CHAT', initiationMethod: 'API' };
  test.each<[string, Partial<ContactEvent['detail']>, object]>([
    [
      'of a begin tells when',
      { initiationTimestamp: '2026-11-24T03:00:01Z' },
      { 'c-1': { ...about, startedAt: at(1) } },
    ],
    ['of a begin without its time has that of the event', {}, { 'c-1': { ...about, startedAt: at(9) } }],
    [
      'of an agent tells when the agent came',
      { eventType: 'CONNECTED_TO_AGENT', agentInfo: { connectedToAgentTimestamp: '2026-11-24T03:00:05.000Z' } },
      { 'c-1': { ...about, startedAt: undefined, agent: { contactId: 'c-1', connectedAt: at(5) } } },
    ],
    [
      'with the member as older samples write it',
      { eventType: 'CONNECTED_TO_AGENT', AgentInfo: { connectedToAgentTimestamp: '2026-11-24T03:00:05.000Z' } },
      { 'c-1': { ...about, startedAt: undefined, agent: { contactId: 'c-1', connectedAt: at(5) } } },
    ],
    [
      'of an agent on a contact that was transferred is an answer to the first one too',
      { eventType: 'CONNECTED_TO_AGENT', initiationMethod: 'QUEUE_TRANSFER', initialContactId: 'c-0' },
      {
        'c-1': {
          channel: 'CHAT',
          initiationMethod: 'QUEUE_TRANSFER',
          startedAt: undefined,
          agent: { contactId: 'c-1', connectedAt: at(9) },
        },
        'c-0': { agent: { contactId: 'c-1', connectedAt: at(9) } },
      },
    ],
    [
      'of a supervisor who listens is no answer',
      { eventType: 'CONNECTED_TO_AGENT', initiationMethod: 'MONITOR', initialContactId: 'c-0' },
      { 'c-1': { channel: 'CHAT', initiationMethod: 'MONITOR', startedAt: undefined, agent: undefined } },
    ],
    ['of a task says nothing', { channel: 'Task' }, {}],
    ['of another kind says nothing', { eventType: 'DISCONNECTED' }, {}],
  ])('%s', (_what, detail, expected) => {
    expect(contactNews(detail)).toEqual(expected);
  });
});

describe('an event of Cases', () => {
  const link = (relatedItem: object, eventType = 'RELATED_ITEM.CREATED') =>
    readContactLink(
      caseEvent.parse({
        id: 'e-2',
        source: 'aws.cases',
        'detail-type': 'Amazon Connect Cases Change',
        time: '2026-11-24T03:00:09Z',
        resources: [],
        detail: { eventType, approximateChangeTime: at(7), relatedItem: { caseId: 'case-1', ...relatedItem } },
      }),
    );
  const contact = { contactArn: 'arn:aws:connect:ap-northeast-1:111122223333:instance/i/contact/c-1', channel: 'CHAT' };
  const found = { contactId: 'c-1', caseId: 'case-1', linkedAt: at(7), channel: 'CHAT' };

  test.each<[string, object, string | undefined, object | undefined]>([
    ['of a link', { relatedItemType: 'Contact', contact }, undefined, found],
    ['with the type in lower case', { relatedItemType: 'contact', contact }, 'CASE.RELATED_ITEM.CREATED', found],
    ['with the contact one level down', { relatedItemType: 'Contact', content: { contact } }, undefined, found],
    ['that leaves contents out', { relatedItemType: 'Contact' }, undefined, undefined],
    ['of a task', { relatedItemType: 'Contact', contact: { ...contact, channel: 'TASK' } }, undefined, undefined],
    ['of a comment', { relatedItemType: 'Comment', contact }, undefined, undefined],
    ['of a link that is removed', { relatedItemType: 'Contact', contact }, 'RELATED_ITEM.DELETED', undefined],
  ])('%s', (_what, item, eventType, expected) => {
    expect(link(item, eventType)).toEqual(expected);
  });
});

describe('signals', () => {
  const known: KnownContact = {
    contactId: 'c-1',
    channel: 'CHAT',
    initiationMethod: 'API',
    startedAt: at(1),
    agents: [{ contactId: 'c-1', connectedAt: at(5) }],
    links: [{ caseId: 'case-1', linkedAt: at(3) }],
  };
  const signal = (kind: string, second: number, caseId = 'case-1', id = 'c-1') => ({
    kind: 'signal',
    caseId,
    signal: kind,
    id,
    at: at(second),
  });

  test.each<[string, Partial<KnownContact>, object[]]>([
    ['of a contact that is linked before an agent comes', {}, [signal('inbound', 3), signal('agent', 5)]],
    [
      'of a contact that an agent links',
      { links: [{ caseId: 'case-1', linkedAt: at(8) }] },
      [signal('inbound', 8), signal('agent', 8)],
    ],
    [
      'of a contact that begins after its link',
      { startedAt: at(4), agents: [], initiationMethod: 'OUTBOUND' },
      [signal('outbound', 4)],
    ],
    [
      'of two cases',
      {
        agents: [],
        links: [
          { caseId: 'case-1', linkedAt: at(3) },
          { caseId: 'case-2', linkedAt: at(4) },
        ],
      },
      [signal('inbound', 3), signal('inbound', 4, 'case-2')],
    ],
    [
      'of a contact that went on with another agent',
      { initiationMethod: undefined, agents: [{ contactId: 'c-2', connectedAt: at(6) }] },
      [signal('agent', 6, 'case-1', 'c-2')],
    ],
    ['of a contact without a case', { links: [] }, []],
    ['of a contact of which nothing is known', { channel: undefined, initiationMethod: undefined, agents: [] }, []],
    ['of a task', { channel: 'TASK' }, []],
  ])('%s', (_what, change, expected) => {
    expect(signalsOf({ ...known, ...change })).toEqual(expected);
  });
});
