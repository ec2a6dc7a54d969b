import type { NormalizedSchema } from '@smithy/core/schema';
import { escapeXml } from './xml-error.ts';

/** The body of an answer in XML, by its schema: what S3's clients read. Lists are flattened or not, as their traits say. */
export function writeXml(shape: NormalizedSchema, value: Readonly<Record<string, unknown>>): string {
  const name = shape.getMergedTraits().xmlName ?? shape.getName() ?? 'Answer';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, shape, value)}`;
}

function element(name: string, shape: NormalizedSchema, value: unknown): string {
  return `<${name}>${content(shape, value)}</${name}>`;
}

function content(shape: NormalizedSchema, value: unknown): string {
  if (shape.isStructSchema()) {
    const members = value as Readonly<Record<string, unknown>>;
    return [...shape.structIterator()]
      .map(([name, member]) => (members[name] === undefined ? '' : memberOf(name, member, members[name])))
      .join('');
  }
  if (shape.isTimestampSchema()) return (value as Date).toISOString();
  if (shape.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
  return escapeXml(String(value));
}

function memberOf(name: string, member: NormalizedSchema, value: unknown): string {
  const { xmlName = name, xmlFlattened } = member.getMergedTraits();
  if (!member.isListSchema()) return element(xmlName, member, value);
  const of = member.getValueSchema();
  const itemName = xmlFlattened === undefined ? (of.getMergedTraits().xmlName ?? 'member') : xmlName;
  const items = (value as readonly unknown[]).map((item) => element(itemName, of, item)).join('');
  return xmlFlattened === undefined ? `<${xmlName}>${items}</${xmlName}>` : items;
}
