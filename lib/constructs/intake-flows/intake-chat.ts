import { Construct } from 'constructs';
import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import type { PolicySource } from '../../policy/policy-source.ts';
import type { Deployment } from '../../deployment.ts';
import { flowTexts } from '../../flows/flow-texts.ts';
import { intakeChatFlow } from '../../flows/intake-chat-flow.ts';
import { fieldIdIn } from '../case-schema/field-id.ts';
import { CaseIntake } from './case-intake.ts';
import { ConnectFlow } from './connect-flow.ts';

export interface IntakeChatProps {
  readonly deployment: Deployment;
  readonly source: PolicySource;
  /** Name in `intake:`. */
  readonly intake: string;
  readonly fieldIds: Readonly<Record<string, string>>;
  readonly templateIds: Readonly<Record<string, string>>;
}

type Fields = NonNullable<PolicyFile['fields']>;

/** Answers that belong to the customer's profile, not to the case. */
const profileAnswers = ['name', 'email'] as const;
const isProfileAnswer = (name: string): name is (typeof profileAnswers)[number] =>
  profileAnswers.some((known) => known === name);

/** What a required field holds when an answer was not taken. A list takes only its options: its first, for want of a better. */
function placeholderOf(field: Fields[string] | undefined, text: string): string {
  return field?.type === 'single-select' ? (Object.keys(field.options)[0] ?? text) : text;
}

function found<Value>(value: Value | undefined, what: string, where: string): Value {
  if (value === undefined) throw new Error(`${what} is not in ${where}`);
  return value;
}

/** One row of `intake:` — the module that opens the case, and the chat flow that calls it. */
export class IntakeChat extends Construct {
  readonly module: CaseIntake;
  readonly flow: ConnectFlow;

  constructor(scope: Construct, id: string, props: IntakeChatProps) {
    super(scope, id);
    const { deployment, intake, fieldIds } = props;
    const { policy, lock } = props.source;
    const row = found(policy.intake?.[intake], `intake ${intake}`, '`intake:`');
    const template = found(policy.templates[row.template], `template ${row.template}`, '`templates:`');
    const queue = found(lock.queues[row.queue], `queue ${row.queue}`, 'the lock file');
    const unasked = (template.required ?? []).filter((field) => !row.ask.includes(field));
    if (unasked.length > 0) {
      throw new Error(
        `intake ${intake} does not ask for ${unasked.join(', ')}, which template ${row.template} requires`,
      );
    }
    const texts = flowTexts[policy.language];
    this.module = new CaseIntake(this, 'Module', {
      deployment,
      intake,
      templateId: found(props.templateIds[row.template], `template ${row.template}`, 'the State stack'),
      title: template.label,
      ask: row.ask,
      fieldIds: Object.fromEntries(
        row.ask.filter((name) => !isProfileAnswer(name)).map((name) => [name, fieldIdIn(fieldIds, name)]),
      ),
      requiredValues: Object.fromEntries(
        (template.required ?? []).map((name) => [name, placeholderOf(policy.fields?.[name], texts.seeRecord)]),
      ),
      nameNotConfirmed: texts.nameNotConfirmed,
    });
    const labelOf = (name: string): string =>
      isProfileAnswer(name) ? texts.answers[name] : (policy.fields?.[name]?.label ?? name);
    this.flow = new ConnectFlow(this, 'Flow', {
      deployment,
      name: intake,
      description: 'Opens a case for a chat, tells the customer what was recorded. Made by Casewarden.',
      document: intakeChatFlow({
        queueId: queue.id,
        moduleId: this.module.moduleId,
        texts,
        answers: row.ask.map((name) => ({ name, label: labelOf(name) })),
      }),
    });
    this.flow.resource.addResourceDependency(this.module.alias);
  }
}
