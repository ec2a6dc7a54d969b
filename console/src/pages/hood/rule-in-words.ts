import type { Answer } from '../../api/call-control.ts';
import { ownEntry } from '../../format/own-entry.ts';
import { factsOf, listOf, textOf, type Facts } from './facts.ts';
import { jsonOrText } from './json-or-text.ts';
import { nameOfEventRule } from './plain-names.ts';
import type { ruleSentences } from './rules-words.ts';

export type DeployedRule = Answer<'rules'>['rules'][number];

type Sentences = {
  readonly [Key in keyof (typeof ruleSentences)['en']]: (typeof ruleSentences)['en'][Key] extends string
    ? string
    : (typeof ruleSentences)['en'][Key];
};

export const isContactLens = ({ type }: Pick<DeployedRule, 'type'>): boolean => type === 'AWS::Connect::Rule';

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const joined = (values: readonly unknown[], otherwise: string, separator: string): string =>
  values.length === 0 ? otherwise : values.map(shown).join(separator);

/** Conditions on what the event tells; nested names are joined by dots. */
function conditionsOf(said: Sentences, detail: Facts, within = ''): string[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    const field = `${within}${key}`;
    if (!Array.isArray(value)) return conditionsOf(said, factsOf(value), `${field}.`);
    const plain = value.every((one) => typeof one !== 'object');
    return [plain ? said.condition(field, value.map(shown).join(said.or)) : said.conditionOther(field)];
  });
}

/** An EventBridge rule: which events it waits for, and to whom it hands them. `nameOfTarget` names a target by its ARN. */
function eventRuleInWords(
  { properties }: DeployedRule,
  said: Sentences,
  nameOfTarget: (arn: string) => string,
): string {
  const pattern = factsOf(properties['EventPattern']);
  const resources = listOf(pattern['resources']);
  const conditions = conditionsOf(said, factsOf(pattern['detail']));
  const schedule = textOf(properties['ScheduleExpression']);
  const when =
    schedule === ''
      ? said.event(
          joined(listOf(pattern['detail-type']), said.anyEvent, said.or),
          joined(listOf(pattern['source']), said.anySource, said.or),
        )
      : said.schedule(schedule);
  const targets = listOf(properties['Targets']).map((target) => nameOfTarget(textOf(factsOf(target)['Arn'])));
  return [
    when,
    resources.length === 0 ? '' : said.about(resources.length),
    conditions.length === 0 ? '' : said.where(conditions.join(said.and)),
    targets.length === 0 ? said.noTarget : said.handOn(targets.join(said.and)),
  ].join('');
}

/** Actions of a rule as CloudFormation has them. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-connect-rule-actions.html */
function actionsInWords(actions: Facts, said: Sentences): string[] {
  const plain: Readonly<Record<string, string>> = {
    UpdateCaseActions: said.update,
    CreateCaseActions: said.create,
    TaskActions: said.task,
    SendNotificationActions: said.notify,
    EndAssociatedTasksActions: said.endTasks,
    EventBridgeActions: said.emit,
  };
  return Object.entries(actions).flatMap(([kind, list]) =>
    listOf(list).map((action) => {
      const sla = factsOf(factsOf(action)['CaseSlaConfiguration']);
      if (kind === 'AssignSlaActions') return said.sla(textOf(sla['Name']), Number(sla['TargetSlaMinutes']));
      return ownEntry(plain, kind) ?? said.action(kind.replace(/Actions$/, ''));
    }),
  );
}

/** A Contact Lens rule: what sets it off, under which conditions, and what it then does. */
function contactLensRuleInWords({ properties }: DeployedRule, said: Sentences): string {
  const trigger = textOf(factsOf(properties['TriggerEventSource'])['EventSourceName']);
  const triggers: Readonly<Record<string, string>> = {
    OnCaseCreate: said.OnCaseCreate,
    OnCaseUpdate: said.OnCaseUpdate,
    OnSlaBreach: said.OnSlaBreach,
  };
  const condition = factsOf(factsOf(jsonOrText(textOf(properties['Function'])))['RuleFunction']);
  const fields = listOf(condition['Operands'])
    .map((operand) => textOf(factsOf(operand)['ComparisonValue']))
    .filter((place) => place !== '')
    .map((place) => (place === '$.Case.TemplateId' ? said.template : said.field));
  return [
    ownEntry(triggers, trigger) ?? said.trigger(trigger),
    fields.length === 0 ? '' : said.with([...new Set(fields)].join(said.and)),
    said.does(actionsInWords(factsOf(properties['Actions']), said).join(said.and)),
  ].join('');
}

/** What a rule listens to and what it then does, as a sentence. */
export const ruleInWords = (rule: DeployedRule, said: Sentences, nameOfTarget: (arn: string) => string): string =>
  isContactLens(rule) ? contactLensRuleInWords(rule, said) : eventRuleInWords(rule, said, nameOfTarget);

/** How people call a rule: Contact Lens rules by the SLA that they give, EventBridge rules by what they carry. */
export function nameOfRule(
  rule: DeployedRule,
  said: Sentences,
  words: (said: Readonly<{ ja: string; en: string }>) => string,
): string {
  if (!isContactLens(rule)) return words(nameOfEventRule(rule.logicalId));
  const [action] = listOf(factsOf(rule.properties['Actions'])['AssignSlaActions']);
  const sla = textOf(factsOf(factsOf(action)['CaseSlaConfiguration'])['Name']);
  return sla === '' ? rule.name : said.slaName(sla);
}
