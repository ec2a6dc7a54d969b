import { resolve } from 'node:path';
import type { LockFile } from '../../lambda/contract/lock-file.ts';
import { policyFile, type PolicyFile } from '../../lambda/contract/policy-file.ts';
import { checkAdopt } from './checks/check-adopt.ts';
import { checkCalendars } from './checks/check-calendars.ts';
import { checkClockRows } from './checks/check-clock-rows.ts';
import { checkConditions } from './checks/check-conditions.ts';
import { checkConsequences } from './checks/check-consequences.ts';
import { checkIntake } from './checks/check-intake.ts';
import type { CheckInput } from './checks/check-input.ts';
import { checkNative } from './checks/check-native.ts';
import { checkReach } from './checks/check-reach.ts';
import { checkSchemaNames } from './checks/check-schema-names.ts';
import { checkSettings } from './checks/check-settings.ts';
import { checkSinks } from './checks/check-sinks.ts';
import { checkSwept } from './checks/check-swept.ts';
import { checkTeams } from './checks/check-teams.ts';
import { checkTriggers } from './checks/check-triggers.ts';
import { describeIssues } from './describe-issues.ts';
import { definedNames, draftWithout } from './draft.ts';
import { foundText, isMapping, type Finding } from './finding.ts';
import { notesOf } from './notes.ts';
import { PolicyFileError, type PolicyProblem, type PolicySource } from './policy-source.ts';
import { lockPathOf, readLockFile, resolveCommandOf } from './read-lock-file.ts';
import { readText } from './read-text.ts';
import { parseYamlText, type YamlText } from './yaml-text.ts';

export interface LoadOptions {
  /** Folder that a relative path is taken from. @default the process's working directory */
  readonly workingDirectory?: string;
  /** Holidays of countries and regions are written out around this year. @default the present one, by UTC */
  readonly year?: number;
}

const ifMissing = 'start from examples/first-desk.yaml';

/** More problems than this help nobody at once. */
const mostProblems = 20;

const checks = [
  checkSettings,
  checkSchemaNames,
  checkIntake,
  checkTeams,
  checkCalendars,
  checkClockRows,
  checkConditions,
  checkReach,
  checkConsequences,
  checkTriggers,
  checkNative,
  checkAdopt,
  checkSinks,
  checkSwept,
];

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

function throwProblems(problems: readonly PolicyProblem[]): never {
  throw new PolicyFileError(problems.slice(0, mostProblems), { omitted: Math.max(0, problems.length - mostProblems) });
}

function examine(
  parsed: YamlText,
  path: string,
  lock: LockFile | undefined,
  year: number,
): {
  readonly problems: readonly PolicyProblem[];
  readonly notes: readonly PolicyProblem[];
  readonly policy: PolicyFile | undefined;
} {
  const { data } = parsed;
  const result = policyFile.safeParse(data);
  const refused = result.success ? [] : describeIssues(result.error.issues, data);
  const refusedPaths = refused.map((finding) => finding.refused);
  const input: CheckInput = {
    draft: draftWithout(data, refusedPaths),
    fields: definedNames(data, 'fields'),
    statuses: definedNames(data, 'statuses'),
    templates: definedNames(data, 'templates'),
    teams: definedNames(data, 'teams'),
    calendars: definedNames(data, 'calendars'),
    policies: definedNames(data, 'policies'),
    lock,
    year,
    wasRefused: (path) =>
      refusedPaths.some((other) => {
        const length = Math.min(path.length, other.length);
        return path.slice(0, length).every((part, index) => part === other[index]);
      }),
    resolveCommand: resolveCommandOf(path),
  };
  const placed = (findings: readonly Finding[]): readonly PolicyProblem[] =>
    inOrder(findings.map((finding) => ({ file: path, ...parsed.locate(finding), message: finding.message })));
  const problems = placed([...refused, ...checks.flatMap((check) => check(input))]);
  return { problems, notes: problems.length > 0 ? [] : placed(notesOf(input)), policy: result.data };
}

async function readParsed(path: string, options: LoadOptions): Promise<YamlText> {
  const parsed = parseYamlText(await readText(absolute(path, options), path, ifMissing), path);
  if (isMapping(parsed.data)) return parsed;
  const found = parsed.data === null ? 'the file is empty' : `found ${foundText(parsed.data)}; allowed: a mapping`;
  throw new PolicyFileError([{ file: path, line: 1, column: 1, message: `${found}; ${ifMissing}` }]);
}

function yearOf({ year }: LoadOptions): number {
  return year ?? new Date().getUTCFullYear();
}

function absolute(path: string, options: LoadOptions): string {
  return resolve(options.workingDirectory ?? '.', path);
}

/**
 * Reads a policy file without its lock file: what `resolve` needs to write one. Names of users and queues are not judged.
 * @throws PolicyFileError with every other problem of the file
 */
export async function readPolicy(path: string, options: LoadOptions = {}): Promise<PolicyFile> {
  const { problems, policy } = examine(await readParsed(path, options), path, undefined, yearOf(options));
  if (policy === undefined || problems.length > 0) throwProblems(problems);
  return policy;
}

/**
 * Reads and checks a policy file and the lock file beside it. Reads only; creates nothing.
 * @throws PolicyFileError with every problem of both files, sorted by place; the same files never succeed
 */
export async function loadPolicy(path: string, options: LoadOptions = {}): Promise<PolicySource> {
  const parsed = await readParsed(path, options);
  const lockPath = lockPathOf(path);
  let lock: LockFile | undefined;
  let lockProblems: readonly PolicyProblem[] = [];
  try {
    lock = await readLockFile(absolute(lockPath, options), lockPath, resolveCommandOf(path));
  } catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    lockProblems = error.problems;
  }
  const { problems, notes, policy } = examine(parsed, path, lock, yearOf(options));
  if (policy === undefined || lock === undefined || problems.length > 0) throwProblems([...problems, ...lockProblems]);
  return { path, policy, lock, year: yearOf(options), notes };
}
