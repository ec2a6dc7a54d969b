import { readFileSync } from 'node:fs';
import type { Sandbox } from '../../../sandbox/start-sandbox.ts';

/** A page of the console as `console/src/shell/sections.ts` declares it. */
export interface DeclaredPage {
  /** After `#`, with `:name` for parts that vary and `?` behind those that may be missing. */
  readonly path: string;
  /** False for pages that only links lead to. */
  readonly inNavigation: boolean;
}

/** Read from the text: the file itself asks for a browser as soon as it is imported. */
export function declaredPages(): readonly DeclaredPage[] {
  const text = readFileSync(new URL('../../../console/src/shell/sections.ts', import.meta.url), 'utf8');
  const [shown = '', inner = ''] = text.slice(text.indexOf('export const sections')).split('export const inner');
  const paths = (part: string): string[] => [...part.matchAll(/\bpath: '([^']+)'/g)].map((match) => match[1]!);
  const pages = [
    ...paths(shown).map((path) => ({ path, inNavigation: true })),
    ...paths(inner).map((path) => ({ path, inNavigation: false })),
  ];
  if (pages.length < 2) throw new Error('no pages were found in console/src/shell/sections.ts');
  return pages;
}

/** What stands in an address for a part that varies, found in a sandbox in which the consultation was played. */
const found: Readonly<Record<string, (sandbox: Sandbox) => Promise<readonly string[]>>> = {
  contactId: async ({ control }) => (await control.contacts({})).contacts.slice(0, 1).map(({ contactId }) => contactId),
  caseId: async ({ control }) => (await control.cases({})).cases.slice(0, 1).map(({ caseId }) => caseId),
  sequence: async ({ control }) => (await control.mails({ last: 1 })).mails.map(({ sequence }) => String(sequence)),
  message: async ({ control }) =>
    (await control.slack({ last: 1 })).channels.flatMap(({ messages }) =>
      messages.map(({ sequence }) => String(sequence)),
    ),
  channel: async ({ control }) => (await control.slack({})).channels.slice(0, 1).map(({ id }) => id),
  externalId: async ({ control }) => (await control.crm({})).records.slice(0, 1).map(({ externalId }) => externalId),
  queue: async ({ control }) => (await control.queues({})).queues.slice(0, 1).map(({ name }) => name),
  name: async ({ control }) => (await control.functions({})).functions.slice(0, 1).map(({ name }) => name),
  rule: async ({ control }) => (await control.rules({})).rules.slice(0, 1).map(({ name }) => name),
  tab: async () => [],
};

/** Every address under which a page shows something else: without the parts that may be missing, and with them. */
export async function addressesOf(path: string, sandbox: Sandbox): Promise<readonly string[]> {
  let addresses = [''];
  for (const part of path.split('/').slice(1)) {
    const name = /^:(\w+)\??$/.exec(part)?.[1];
    if (name === undefined) {
      addresses = addresses.map((before) => `${before}/${part}`);
      continue;
    }
    const values = await found[name]?.(sandbox);
    if (values === undefined) throw new Error(`say in addresses.ts what stands for :${name} of ${path}`);
    const filled = addresses.flatMap((before) => values.map((value) => `${before}/${encodeURIComponent(value)}`));
    addresses = part.endsWith('?') ? [...addresses, ...filled] : filled;
  }
  return addresses;
}
