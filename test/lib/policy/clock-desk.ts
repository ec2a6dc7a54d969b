import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { inPolicyFolder, placeOf, problemsOf } from './policy-folder.ts';
import { loadPolicy } from '../../../lib/policy/load-policy.ts';
import type { PolicySource } from '../../../lib/policy/policy-source.ts';

export const clocksLock = readFileSync(new URL('../../../examples/clocks-desk.lock.json', import.meta.url), 'utf8');

const calendars = `
  desk: { zone: Asia/Tokyo, week: { mon-fri: ["09:00-12:00", "13:00-18:00"] } }
  counter: { hoursOfOperation: 平日窓口 }`;

/** A policy file around the parts that a test is about. */
export function clockDesk(parts: { policies?: string; calendars?: string; more?: string }): string {
  return `version: 1
language: en
connect:
  instance: "arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  casesDomain: create
fields:
  priority: { type: single-select, label: Priority, options: { low: Low, normal: Normal, high: High } }
  region: { type: text, label: Region }
  hidden: { type: text, label: Hidden }
statuses: { working: Working, waiting: Waiting }
templates:
  request: { label: Request, fields: [priority, region] }
  claim: { label: Claim, fields: [priority] }
teams: { crew: { users: [sato], pick: first } }
mail: { from: desk@example.com }
calendars:${parts.calendars ?? calendars}
policies:${parts.policies ?? `\n${row('answer')}`}
${parts.more ?? ''}`;
}

/** A row that is right, with keys of its own in place of or beside the usual ones. */
export function row(name: string, keys: Readonly<Record<string, string | undefined>> = {}): string {
  const all: Readonly<Record<string, string | undefined>> = {
    severity: 'high',
    for: '{ template: request }',
    until: '{ status: closed }',
    within: '4h',
    breach: '[ { slack: { channel: C0SLA } } ]',
    ...keys,
  };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`    ${key}: ${value}`]));
  return `  ${name}:\n${lines.join('\n')}`;
}

export const rows = (...given: readonly string[]): string => `\n${given.join('\n')}`;

export function loadClocks(policy: string, year = 2026): Promise<PolicySource> {
  return inPolicyFolder({ policy, lock: clocksLock }, (folder) =>
    loadPolicy('desk.yaml', { workingDirectory: folder, year }),
  );
}

/** What is wrong with a desk, as `line:column message`. */
export async function clockProblems(policy: string): Promise<readonly string[]> {
  const problems = await problemsOf({ policy, lock: clocksLock });
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** How a problem at a piece of the text begins. */
export function at(policy: string, piece: string): string {
  const { line, column } = placeOf(policy, piece);
  return `${line}:${column} `;
}

/** A mistake in the rows of a desk: at which text the problem must point, and what it must say. */
export type Case = readonly [what: string, policies: string, pointsAt: string, says: readonly string[]];

/** Exactly one problem, at a piece of the text, with some words. */
export async function expectOne(policy: string, pointsAt: string, says: readonly string[]): Promise<void> {
  const problems = await clockProblems(policy);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.slice(0, at(policy, pointsAt).length)).toBe(at(policy, pointsAt));
  for (const words of says) expect(problems[0]).toContain(words);
}

/** A desk's only row, with keys of its own. */
export const one = (keys: Readonly<Record<string, string | undefined>>): string => rows(row('answer', keys));
export const slack = '[ { slack: { channel: C0SLA } } ]';
