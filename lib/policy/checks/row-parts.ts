import type { Consequence, FieldTest } from '../../../lambda/contract/policy-file.ts';
import type { ClockKind } from '../../../lambda/contract/primitives.ts';
import { itemsOf, type Draft, type Partly } from '../draft.ts';
import { durationSeconds } from '../duration.ts';
import type { ValuePath } from '../finding.ts';
import type { CheckInput } from './check-input.ts';

/** A row of `policies:` of which parts may have been refused. */
export type RowDraft = NonNullable<NonNullable<Draft['policies']>[string]>;
export type ConsequenceDraft = Partly<Consequence>;
export type TestDraft = Partly<FieldTest>;
export type ConditionDraft = Readonly<Record<string, TestDraft | undefined>>;

/** What the file asks of a case's fields, without the template. */
export function whereOf(row: RowDraft): ConditionDraft {
  const { template: _template, ...where } = (row.for ?? {}) as ConditionDraft & { readonly template?: string };
  return where;
}

/** The kind of a row, unless it was refused. */
export function kindOf(row: RowDraft, path: ValuePath, { wasRefused }: CheckInput): ClockKind | undefined {
  return wasRefused([...path, 'clock']) ? undefined : (row.clock ?? 'first-response');
}

/** Every condition of a row with its place, `for` first. */
export function conditionsIn(
  row: RowDraft,
  path: ValuePath,
): readonly { readonly part: string; readonly path: ValuePath; readonly condition: ConditionDraft }[] {
  const pause = (row.pause ?? {}) as Readonly<Record<string, ConditionDraft | undefined>>;
  const all: readonly (readonly [string, ValuePath, ConditionDraft | undefined])[] = [
    ['for', [...path, 'for'], whereOf(row)],
    ...(['start', 'until', 'cancel', 'reset'] as const).map((part) => [part, [...path, part], row[part]] as const),
    ...(['while', 'when', 'resume'] as const).map(
      (part) => [`pause.${part}`, [...path, 'pause', part], pause[part]] as const,
    ),
  ];
  return all.flatMap(([part, place, condition]) => (condition === undefined ? [] : [{ part, path: place, condition }]));
}

/** A level as it stands in the file. */
export interface LevelDraft {
  readonly kind: 'warn' | 'breach' | 'escalate';
  readonly path: ValuePath;
  /** Where its consequences stand. */
  readonly doPath: ValuePath;
  readonly consequences: readonly (readonly [number, ConsequenceDraft])[];
  /** Used seconds at which it and its repeats stand; empty when a duration was refused. */
  readonly moments: readonly number[];
}

const seconds = (duration: string | undefined): number =>
  duration === undefined ? Number.NaN : durationSeconds(duration);

/** Levels in the order in which they stand on the clock; of equal ones, in that of the file. */
export function levelsOf(row: RowDraft, path: ValuePath): readonly LevelDraft[] {
  const target = seconds(row.within);
  const known = (moments: readonly number[]): readonly number[] => moments.filter((moment) => !Number.isNaN(moment));
  const warnings = itemsOf(row.warn).map(([index, warning]): LevelDraft => {
    const share = 'at' in warning && warning.at !== undefined ? Number.parseInt(warning.at, 10) : Number.NaN;
    const before = 'before' in warning ? seconds(warning.before) : Number.NaN;
    const place = [...path, 'warn', index];
    return {
      kind: 'warn',
      path: place,
      doPath: [...place, 'do'],
      consequences: itemsOf(warning.do),
      moments: known([Number.isNaN(share) ? target - before : Math.floor((target * share) / 100)]),
    };
  });
  const breach: LevelDraft = {
    kind: 'breach',
    path: [...path, 'breach'],
    doPath: [...path, 'breach'],
    consequences: itemsOf(row.breach),
    moments: known([target]),
  };
  const escalations = itemsOf(row.escalate).map(([index, rung]): LevelDraft => {
    const first = target + seconds(rung.after);
    const { every, atMost } = rung.repeat ?? {};
    const repeats = every === undefined || atMost === undefined ? 0 : atMost;
    const place = [...path, 'escalate', index];
    return {
      kind: 'escalate',
      path: place,
      doPath: [...place, 'do'],
      consequences: itemsOf(rung.do),
      moments: known(
        Array.from({ length: 1 + repeats }, (_, time) => first + (time === 0 ? 0 : time * seconds(every))),
      ),
    };
  });
  const momentOf = (level: LevelDraft): number => level.moments[0] ?? Number.POSITIVE_INFINITY;
  return [...warnings, breach, ...escalations].sort((one, other) => {
    const [a, b] = [momentOf(one), momentOf(other)];
    return a === b ? 0 : a - b;
  });
}

/** True for what a Contact Lens rule carries out. */
export function isByNative(consequence: ConsequenceDraft): boolean {
  return Object.values(consequence).some(
    (value) => typeof value === 'object' && value !== null && 'by' in value && value.by === 'native',
  );
}
