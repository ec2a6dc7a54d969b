import type * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import {
  caseEventConfiguration,
  caseEventsAssociation,
  caseFieldOptions,
  casesAssociation,
  casesDomain,
  compiledPolicyRow,
  customerProfilesAssociation,
} from '../../../lambda/contract/custom-resources.ts';
import { firstDeskTemplates } from '../support/assembly.ts';
import { schemaProblems } from '../support/schema-problems.ts';
import type { TemplateJson } from '../support/template.ts';

const templates = firstDeskTemplates();
const names = [...templates.keys()];
const templateOf = (name: string): TemplateJson => templates.get(name) ?? { Resources: {} };

const customResources: Readonly<Record<string, z.ZodMiniObject>> = {
  'Custom::CustomerProfilesAssociation': customerProfilesAssociation,
  'Custom::CasesDomain': casesDomain,
  'Custom::CasesAssociation': casesAssociation,
  'Custom::CaseEventsAssociation': caseEventsAssociation,
  'Custom::CaseFieldOptions': caseFieldOptions,
  'Custom::CaseEventConfiguration': caseEventConfiguration,
  'Custom::CompiledPolicy': compiledPolicyRow,
};

/** Stands for every value that only exists after deployment. */
const resolveIntrinsics = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolveIntrinsics);
  if (typeof value !== 'object' || value === null) return value;
  const [key] = Object.keys(value);
  if (key === 'Ref' || key?.startsWith('Fn::') === true) return 'resolved';
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, resolveIntrinsics(child)]));
};

test('there are five stacks', () => {
  expect(names.toSorted()).toEqual([
    'Casewarden-dev-Automation',
    'Casewarden-dev-Delivery',
    'Casewarden-dev-Intake',
    'Casewarden-dev-Operations',
    'Casewarden-dev-State',
  ]);
});

test.each(names)('the template of %s agrees with the schemas of CloudFormation', (name) => {
  expect(schemaProblems(templateOf(name))).toEqual([]);
});

test.each(names)('the custom resources of %s have what their functions parse', (name) => {
  for (const [id, { Type, Properties }] of Object.entries(templateOf(name).Resources)) {
    if (!Type.startsWith('Custom::')) continue;
    const schema = customResources[Type];
    expect(schema, `${id} has a type that the contract does not know: ${Type}`).toBeDefined();
    expect(schema?.safeParse(resolveIntrinsics(Properties)).error, id).toBeUndefined();
    expect(Number(Properties?.['ServiceTimeout']), id).toBeGreaterThan(300);
  }
});

describe('the check against the schemas', () => {
  const broken = (properties: Record<string, unknown>, type = 'AWS::Connect::Rule') =>
    schemaProblems({ Resources: { R: { Type: type, Properties: properties } } });
  const rule = {
    Name: 'r',
    InstanceArn: 'arn',
    Function: '{}',
    PublishStatus: 'PUBLISHED',
    TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
    Actions: {},
  };

  test('has nothing to say about a resource that is right', () => {
    expect(broken(rule)).toEqual([]);
  });

  test.each([
    ['a missing property', { ...rule, Name: undefined }, 'R.Name: is required'],
    ['an unknown property', { ...rule, Colour: 'red' }, 'R.Colour: is unknown'],
    ['an unknown property inside', { ...rule, Actions: { Sing: [] } }, 'R.Actions.Sing: is unknown'],
    [
      'a value that is not allowed',
      { ...rule, PublishStatus: 'LIVE' },
      'R.PublishStatus: "LIVE" is not one of DRAFT, PUBLISHED',
    ],
    ['a wrong type', { ...rule, Function: { a: 1, b: 2 } }, 'R.Function: must be a string, is {"a":1,"b":2}'],
    [
      'a wrong type inside a list',
      { ...rule, Actions: { AssignSlaActions: [7] } },
      'R.Actions.AssignSlaActions[0]: must be an object',
    ],
  ])('finds %s', (_what, properties, problem) => {
    const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
    expect(broken(given)).toContain(problem);
  });

  test('finds a type that does not exist', () => {
    expect(broken({}, 'AWS::Connect::Rules')).toEqual(['R: there is no resource type AWS::Connect::Rules']);
  });
});
