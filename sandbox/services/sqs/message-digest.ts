import { createHash } from 'node:crypto';
import type { MessageAttribute } from './store.ts';

const md5 = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex');

/** MD5 of the body, which the SDK compares with what it sent. */
export const bodyDigest = (body: string): string => md5(body);

const withLength = (data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  return Buffer.concat([length, data]);
};

const stringKind = 1;
const binaryKind = 2;

/**
 * MD5 of message attributes: by name, each as length-prefixed name, length-prefixed type, kind of value and value.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function attributesDigest(attributes: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const attribute = attributes[name]!;
    const value = attribute.BinaryValue ?? Buffer.from(attribute.StringValue ?? '');
    return [
      withLength(Buffer.from(name)),
      withLength(Buffer.from(attribute.DataType)),
      Buffer.from([attribute.BinaryValue ? binaryKind : stringKind]),
      withLength(value),
    ];
  });
  return md5(Buffer.concat(parts));
}

/** Bytes that count against the size limit of a message: body and attributes with their names and types. */
export function messageBytes(body: string, attributes: Readonly<Record<string, MessageAttribute>>): number {
  const sizes = Object.entries(attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (BinaryValue?.byteLength ?? Buffer.byteLength(StringValue ?? '')),
  );
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
}
