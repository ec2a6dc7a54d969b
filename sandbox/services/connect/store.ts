import { instanceArnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { World } from '../../kernel/world.ts';
import type { Contact } from './contact.ts';
import type { FlowDocument, FlowType } from './flow/flow-document.ts';
import type { HoursOverride } from './hours-override.ts';
import type { ModuleContract } from './flow/module-contract.ts';

/** What the service remembers. Ids are opaque; everything is found through its id. */
export interface ConnectStore {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly createdAt: number;
  readonly hours: readonly Hours[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly agentStatuses: readonly AgentStatus[];
  readonly contacts: Map<string, Contact>;
  readonly flows: Map<string, Flow>;
  readonly modules: Map<string, FlowModule>;
  readonly rules: Map<string, StoredRule>;
  readonly associations: Map<string, Association>;
  /** Client tokens of contacts started: token -> contact, for as long as a token lives. */
  readonly tokens: Map<string, { readonly contactId: string; readonly until: number; readonly answer: unknown }>;
}

export interface Hours {
  readonly id: string;
  readonly arn: string;
  name: string;
  timeZone: string;
  /** Windows of local time; one whose end is not after its start runs past midnight. */
  windows: readonly { readonly day: Weekday; readonly startMinute: number; readonly endMinute: number }[];
  /** In the order in which they were made. */
  overrides: readonly HoursOverride[];
}
export const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Queue {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly hoursId: string;
}

export interface AgentStatus {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE';
}

export interface User {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Ids of the queues of the routing profile. */
  readonly queueIds: readonly string[];
  readonly routingProfileId: string;
  statusId: string;
  statusSince: number;
}

export interface Flow {
  readonly id: string;
  readonly arn: string;
  readonly type: FlowType;
  name: string;
  description: string | undefined;
  state: 'ACTIVE' | 'ARCHIVED';
  content: string;
  document: FlowDocument;
  tags: Readonly<Record<string, string>>;
  lastModifiedAt: number;
}

/** What runs when a module is invoked: the latest content, or that of a version. */
export interface ModuleContent {
  readonly content: string;
  readonly document: FlowDocument;
  readonly settings: string | undefined;
  readonly contract: ModuleContract;
  readonly sha256: string;
}

export interface FlowModule {
  readonly id: string;
  readonly arn: string;
  name: string;
  description: string | undefined;
  state: 'ACTIVE' | 'ARCHIVED';
  latest: ModuleContent;
  tags: Readonly<Record<string, string>>;
  readonly versions: Map<
    number,
    ModuleContent & { readonly version: number; readonly description: string | undefined }
  >;
  /** Last version number given; numbers are not given twice. */
  lastVersion: number;
  readonly aliases: Map<string, ModuleAlias>;
}

export interface ModuleAlias {
  readonly aliasId: string;
  name: string;
  version: number;
  description: string | undefined;
}

export interface StoredRule {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly trigger: string;
  readonly function: string;
  /** In the API's form. */
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  readonly publishStatus: 'DRAFT' | 'PUBLISHED';
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Association {
  readonly id: string;
  readonly arn: string;
  readonly integrationType: string;
  readonly integrationArn: string;
  readonly sourceType: string | undefined;
}

const days = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 } as const;

/** The store as it is before anything is deployed: what `instance.yaml` says an admin has set up. */
export function createStore(world: World, file: InstanceFile): ConnectStore {
  const { clock, place } = world.kernel;
  const instanceArn = instanceArnOf(place, file);
  const arn = (kind: string, id: string): string => `${instanceArn}/${kind}/${id}`;
  const hours = file.hoursOfOperation.map((entry): Hours => ({
    id: entry.id,
    arn: arn('operating-hours', entry.id),
    name: entry.name,
    timeZone: entry.timeZone,
    windows: Object.entries(entry.week).flatMap(([day, windows]) =>
      (windows ?? []).map((window) => ({
        day: weekdays[days[day as keyof typeof days]],
        startMinute: minuteOfDay(window.slice(0, 5)),
        endMinute: minuteOfDay(window.slice(6)),
      })),
    ),
    overrides: [],
  }));
  const queues = file.queues.map((entry): Queue => ({
    id: entry.id,
    arn: arn('queue', entry.id),
    name: entry.name,
    hoursId: idByName(hours, entry.hours, `queue "${entry.name}"`),
  }));
  const agentStatuses = (
    [
      ['Available', 'ROUTABLE'],
      ['Offline', 'OFFLINE'],
      ['Break', 'CUSTOM'],
    ] as const
  ).map(([name, type], index): AgentStatus => {
    const id = `00000000-0000-4000-8000-00000000000${index + 1}`;
    return { id, arn: arn('agent-state', id), name, type };
  });
  return {
    instanceArn,
    instanceId: file.instance.id,
    createdAt: clock.now(),
    hours,
    queues,
    agentStatuses,
    users: file.users.map((entry): User => ({
      id: entry.id,
      arn: arn('agent', entry.id),
      name: entry.name,
      firstName: entry.firstName,
      lastName: entry.lastName,
      email: entry.email,
      queueIds: entry.queues.map((name) => idByName(queues, name, `user "${entry.name}"`)),
      routingProfileId: entry.id,
      statusId: agentStatuses[entry.onDuty ? 0 : 1]!.id,
      statusSince: clock.now(),
    })),
    contacts: new Map(),
    flows: new Map(),
    modules: new Map(),
    rules: new Map(),
    associations: new Map(),
    tokens: new Map(),
  };
}

function minuteOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

function idByName(entries: readonly { id: string; name: string }[], name: string, asker: string): string {
  const found = entries.find((entry) => entry.name === name);
  if (!found)
    throw new Error(
      `instance.yaml: ${asker} names "${name}", which is not defined; defined are ${entries.map((entry) => entry.name).join(', ')}`,
    );
  return found.id;
}
