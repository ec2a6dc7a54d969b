import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { synthApp } from '../../../lib/synth-app.ts';
import { loadPolicy } from '../../../lib/policy/load-policy.ts';
import { firstDeskTemplates } from '../support/assembly.ts';
import { settings } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { targetOf, templatesIn, type TemplateJson, type TemplateResource } from '../support/template.ts';

type Row = readonly [stack: string, id: string, resource: TemplateResource];

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly EvaluationPeriods: number;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: {
      readonly Period: number;
      readonly Metric: {
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
      };
    };
  }[];
}

/** Outputs by which one stack names a thing of another: `stack/output` to the logical id that it tells of. */
function outputsOf(templates: ReadonlyMap<string, TemplateJson>): ReadonlyMap<string, string> {
  return new Map(
    [...templates].flatMap(([stack, { Outputs = {} }]) =>
      Object.entries(Outputs).flatMap(([name, { Value }]): [string, string][] => {
        const target = targetOf(Value);
        return target === undefined ? [] : [[`${stack}/${name}`, `${stack}/${target}`]];
      }),
    ),
  );
}

/** `metric` to the things that an alarm watches it of, each as `stack/logical id`. */
function watchedBy(properties: AlarmProperties, outputs: ReadonlyMap<string, string>): readonly string[] {
  const direct =
    properties.MetricName === undefined ? [] : [{ name: properties.MetricName, of: properties.Dimensions }];
  const inMath = (properties.Metrics ?? []).flatMap(({ MetricStat }) =>
    MetricStat ? [{ name: MetricStat.Metric.MetricName, of: MetricStat.Metric.Dimensions }] : [],
  );
  return [...direct, ...inMath].flatMap(({ name, of = [] }) =>
    of.map(({ Value }) => {
      const output = (Value as { 'Fn::GetStackOutput'?: { StackName: string; OutputName: string } })[
        'Fn::GetStackOutput'
      ];
      return `${name} of ${output ? outputs.get(`${output.StackName}/${output.OutputName}`) : String(Value)}`;
    }),
  );
}

async function clocksDeskTemplates(): Promise<ReadonlyMap<string, TemplateJson>> {
  const outdir = temporaryFolder();
  const policy = await loadPolicy('examples/clocks-desk.yaml');
  synthApp({ policy, settings, bundles: stubBundles, outdir, checks: false });
  return templatesIn(outdir);
}

describe.each(['first-desk', 'clocks-desk'])('of %s', (example) => {
  let rows: readonly Row[];
  let watched: ReadonlySet<string>;
  let alarms: readonly AlarmProperties[];
  const ofType = (type: string): readonly Row[] => rows.filter(([, , resource]) => resource.Type === type);
  const alarmsOf = (kind: string): readonly AlarmProperties[] =>
    alarms.filter(({ AlarmName }) => AlarmName.startsWith(`casewarden-dev-${kind}`));

  beforeAll(async () => {
    const templates = example === 'first-desk' ? firstDeskTemplates() : await clocksDeskTemplates();
    rows = [...templates].flatMap(([stack, template]) =>
      Object.entries(template.Resources).map(([id, resource]): Row => [stack, id, resource]),
    );
    alarms = ofType('AWS::CloudWatch::Alarm').map(([, , { Properties }]) => Properties as unknown as AlarmProperties);
    const outputs = outputsOf(templates);
    watched = new Set(alarms.flatMap((properties) => watchedBy(properties, outputs)));
  });

  test('every queue that others set their failures aside in has its alarm', () => {
    const deadLetterQueues = rows.flatMap(([stack, , { Properties = {} }]) => {
      const given = Properties as {
        RedrivePolicy?: { deadLetterTargetArn: unknown };
        DeadLetterConfig?: { TargetArn: unknown };
        Targets?: unknown;
        Target?: { DeadLetterConfig?: { Arn: unknown } };
      };
      const targets = (Array.isArray(given.Targets) ? given.Targets : []) as { DeadLetterConfig?: { Arn: unknown } }[];
      return [
        given.RedrivePolicy?.deadLetterTargetArn,
        given.DeadLetterConfig?.TargetArn,
        given.Target?.DeadLetterConfig?.Arn,
        ...targets.map(({ DeadLetterConfig }) => DeadLetterConfig?.Arn),
      ].flatMap((arn) => (arn === undefined ? [] : [`${stack}/${targetOf(arn)}`]));
    });
    expect(new Set(deadLetterQueues).size).toBeGreaterThanOrEqual(8);
    for (const queue of deadLetterQueues) expect(watched).toContain(`ApproximateNumberOfMessagesVisible of ${queue}`);
    expect(alarmsOf('dead-letters-')).toHaveLength(new Set(deadLetterQueues).size);
  });

  test('every schedule that invokes a function has an alarm on its absence', () => {
    const functions = ofType('AWS::Scheduler::Schedule').map(([stack, , { Properties = {} }]) => {
      const { Arn } = Properties['Target'] as { Arn: unknown };
      return `${stack}/${targetOf(Arn)}`;
    });
    expect(functions.length).toBeGreaterThan(0);
    for (const handler of functions) expect(watched).toContain(`Invocations of ${handler}`);
    expect(alarmsOf('absent-')).toHaveLength(functions.length);
  });

  test('every function that works by itself has alarms on errors and on throttles, every queue it reads one on its age', () => {
    const fed = ofType('AWS::Lambda::EventSourceMapping').map(([stack, , { Properties = {} }]) => [
      `${stack}/${targetOf(Properties['FunctionName'])}`,
      `${stack}/${targetOf(Properties['EventSourceArn'])}`,
    ]);
    expect(fed.length).toBeGreaterThan(5);
    for (const [handler, queue] of fed) {
      for (const metric of ['Errors', 'Throttles', 'RecursiveInvocationsDropped'])
        expect(watched).toContain(`${metric} of ${handler}`);
      expect(watched).toContain(`ApproximateAgeOfOldestMessage of ${queue}`);
    }
  });

  test('every lane has an alarm on work that nobody does, and the oldest due row has one', () => {
    expect(alarmsOf('unattended-')).toHaveLength(5);
    expect(watched).toContain('OldestDueRowAge of dev');
  });

  test('every alarm tells one topic when it goes off and when it ends', () => {
    const [[, topic] = []] = ofType('AWS::SNS::Topic');
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions?.map(targetOf)).toEqual([topic]);
      expect(OKActions?.map(targetOf)).toEqual([topic]);
    }
  });

  test('silence is bad where something must be heard every minute, and good where only trouble speaks', () => {
    const isBad = ({ AlarmName }: AlarmProperties): boolean => /-(absent-.*|due-rows)$/.test(AlarmName);
    for (const alarm of alarms) expect(alarm.TreatMissingData).toBe(isBad(alarm) ? 'breaching' : 'notBreaching');
    for (const alarm of alarmsOf('absent-')) {
      expect(alarm.ComparisonOperator).toBe('LessThanThreshold');
      // Else CloudWatch would look back for older values, and find out twice as late.
      expect(alarm.Metrics?.map(({ Expression }) => Expression)).toContain('FILL(runs, 0)');
    }
  });

  test('the absence of tick is known after two minutes, that of others after two of their periods', () => {
    const lates = alarmsOf('absent-').map(({ AlarmName, EvaluationPeriods, Metrics = [] }) => {
      const [period] = Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
      return [AlarmName.slice('casewarden-dev-absent-'.length), (period ?? 0) * EvaluationPeriods];
    });
    expect(Object.fromEntries(lates)).toMatchObject({ tick: 120 });
  });

  test('every alarm says what it means, what to do, and where more stands, in the language of the policy file', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/[ぁ-ん].*→ docs\/ja\/alarms\.md#[a-z-]+$/);
      expect(AlarmDescription.length).toBeLessThan(1024);
    }
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });
});

test.each(['docs/how-to/alarms.md', 'docs/ja/alarms.md'])('%s says what to do about every kind of alarm', (path) => {
  const page = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const alarms = [...firstDeskTemplates().values()].flatMap(({ Resources }) =>
    Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm'),
  );
  const kinds = alarms.map(({ Properties }) => String(Properties?.['AlarmDescription']).split('#').at(-1)!);
  for (const kind of new Set(kinds)) expect(page).toContain(`\n### ${kind}\n`);
  expect(page).toContain(String(alarms.length));
  expect([...page.matchAll(/^### /gm)]).toHaveLength(new Set(kinds).size);
});
