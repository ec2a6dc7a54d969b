import type { ContactReference } from './contact.ts';

/*
 * Limits of contacts. Sources: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html,
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */

const attributesMostBytes = 32_768;
const referencesMostBytes = 4_096;
export const longestTaskName = 1_024;
export const longestTaskDescription = 4_096;
export const longestClientToken = 500;
export const furthestScheduleMilliseconds = 6 * 24 * 3_600_000;
/**
 * Of what a participant of a chat says; some channels allow less.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html
 */
export const longestMessageBytes = 16_384;
/** Contacts in a chain of previous contacts. */
export const longestChain = 12;
export const mostActiveTasks = 2_500;
/** Contacts in one agent's queue. Source: https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-agent.html */
export const mostInAgentQueue = 10;
const referenceTypes = ['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL'] as const;

const attributeKey = /^[A-Za-z0-9_-]+$/;

/** Why attributes would be refused in a flow; undefined when they are fine. */
export function attributesProblem(attributes: Readonly<Record<string, string>>): string | undefined {
  const bytes = Object.entries(attributes).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > attributesMostBytes
    ? `attributes take ${bytes} bytes; at most ${attributesMostBytes} are allowed`
    : undefined;
}

/** Why attributes of an API call would be refused: keys are stricter there than in flows. */
export function apiAttributesProblem(attributes: Readonly<Record<string, string>>): string | undefined {
  const odd = Object.keys(attributes).find((key) => !attributeKey.test(key));
  return odd === undefined
    ? attributesProblem(attributes)
    : `attribute key "${odd}" may hold only letters, digits, - and _`;
}

export function referencesProblem(references: Readonly<Record<string, ContactReference>>): string | undefined {
  const entries = Object.entries(references);
  const odd = entries.find(([, { type }]) => !(referenceTypes as readonly string[]).includes(type));
  if (odd) return `reference "${odd[0]}" has type ${odd[1].type}; allowed are ${referenceTypes.join(', ')}`;
  const bytes = entries.reduce(
    (sum, [key, { type, value }]) => sum + Buffer.byteLength(key) + Buffer.byteLength(type) + Buffer.byteLength(value),
    0,
  );
  return bytes > referencesMostBytes
    ? `references take ${bytes} bytes; at most ${referencesMostBytes} are allowed`
    : undefined;
}
