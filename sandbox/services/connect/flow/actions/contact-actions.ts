import { done, failed, reasonOf, type Performer } from '../action-result.ts';
import { isObject } from '../../../../kernel/json-object.ts';
import { attributesProblem } from '../../contact-limits.ts';
import type { ContactReference } from '../../contact.ts';

/** Actions on the contact itself. */
export const contactActions: Readonly<Record<string, Performer>> = {
  MessageParticipant({ contact, port, parameter }) {
    const text = parameter('Text');
    // A prompt on a task does nothing and succeeds: https://docs.aws.amazon.com/connect/latest/adminguide/play.html
    if (contact.channel === 'TASK') return done();
    if (text === undefined) return failed('SSML, PromptId and Media are for voice contacts');
    if (text === '') return failed('the message is empty');
    port.say(contact, text);
    return done();
  },

  DisconnectParticipant: () => ({ kind: 'disconnected' }),

  UpdateContactAttributes({ contact, port, parameter, texts }) {
    const related = parameter('TargetContact') === 'Related';
    const target = related ? port.contact(contact.relatedContactId ?? '') : contact;
    if (!target) return failed('the contact has no related contact');
    const changed = { ...target.attributes, ...texts('Attributes') };
    const problem = attributesProblem(changed);
    if (problem) return failed(problem);
    Object.assign(target.attributes, changed);
    target.lastUpdatedAt = port.now();
    return done();
  },

  UpdateContactData({ contact, port, parameter }) {
    const changes = {
      name: parameter('Name'),
      description: parameter('Description'),
      languageCode: parameter('LanguageCode'),
      customerId: parameter('CustomerId'),
    };
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (Object.values(given).includes('')) return failed('a value is empty');
    Object.assign(contact, given);
    contact.lastUpdatedAt = port.now();
    return done();
  },

  CreateTask({ action, contact, port, parameter, text, texts }) {
    const flowReference = parameter('ContactFlowId') ?? '';
    const flow = port.flow(flowReference);
    if (!flow) return failed(`flow "${flowReference}" does not exist`);
    const references: Record<string, ContactReference> = {};
    const given = action.parameters['References'];
    for (const [key, entry] of Object.entries(isObject(given) ? given : {}))
      if (isObject(entry)) references[key] = { type: String(entry['Type']), value: text(String(entry['Value'])) };
    try {
      contact.taskContactId = port.startTask({
        name: parameter('Name') ?? '',
        description: parameter('Description'),
        flowId: flow.id,
        attributes: texts('Attributes'),
        references,
        delaySeconds: Number(parameter('DelaySeconds') ?? 0),
        relatedTo: contact,
      });
      return done();
    } catch (error) {
      return failed(reasonOf(error));
    }
  },
};
