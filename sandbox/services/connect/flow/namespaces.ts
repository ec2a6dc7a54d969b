import type { Contact } from '../contact.ts';
import type { FlowPort } from './flow-port.ts';
import { isObject } from '../../../kernel/json-object.ts';
import type { Frame } from './frame.ts';
import type { ReadPath } from './references.ts';

/**
 * What references see: the contact's system attributes, its own attributes, and the values of the frame at hand.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-attrib-list.html
 */
export function createReader(contact: Contact, frame: Frame, port: FlowPort): ReadPath {
  const roots: Readonly<Record<string, () => unknown>> = {
    ContactId: () => contact.contactId,
    InitialContactId: () => contact.initialContactId,
    PreviousContactId: () => contact.previousContactId,
    InstanceARN: () => port.instanceArn,
    AwsRegion: () => port.region,
    Channel: () => contact.channel,
    InitiationMethod: () => contact.initiationMethod,
    LanguageCode: () => contact.languageCode,
    Name: () => contact.name,
    Description: () => contact.description,
    CustomerId: () => contact.customerId,
    References: () =>
      Object.fromEntries(
        Object.entries(contact.references).map(([key, { type, value }]) => [key, { Type: type, Value: value }]),
      ),
    SegmentAttributes: () => contact.segmentAttributes,
    Task: () => ({ ContactId: contact.taskContactId }),
    Media: () => ({ InitialMessage: contact.initialMessage }),
    Queue: () => queueValues(contact, port),
    Attributes: () => contact.attributes,
    FlowAttributes: () => frame.locals.flowAttributes,
    External: () => frame.locals.external,
    LambdaInvocation: () => ({ ResultData: frame.locals.external }),
    Customer: () => frame.locals.customer,
    Case: () => frame.locals.case,
    Modules: () => frame.locals.modules,
  };
  return ([root, ...keys]) => {
    if (root === undefined || !Object.hasOwn(roots, root)) return undefined;
    return readInside(roots[root]!(), keys);
  };
}

/** `Attributes.x` of a profile is one key; so the longest dotted key that is there is taken first. */
function readInside(value: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0) return value;
  if (!isObject(value)) return undefined;
  for (let length = keys.length; length >= 1; length -= 1) {
    const key = keys.slice(0, length).join('.');
    if (Object.hasOwn(value, key)) return readInside(value[key], keys.slice(length));
  }
  return undefined;
}

function queueValues(contact: Contact, port: FlowPort): unknown {
  const target = contact.targetQueue;
  if (target?.kind !== 'queue') return undefined;
  const queue = port.queue(target.queueId);
  return queue && { Name: queue.name, ARN: queue.arn };
}
