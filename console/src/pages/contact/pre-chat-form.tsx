import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useId, useState, type FormEvent } from 'react';
import type { Question } from '../../../../sandbox/control/schema.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { clock, useClockMode } from '../../live/clock.ts';
import { usePlace } from '../../live/place.ts';
import { Failure } from '../../parts/failure.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import { ChatFrame } from './chat-frame.tsx';
import { checkAnswers, type AnswerFault } from './check-answers.ts';
import { contactWords } from './contact-words.ts';
import { exampleAnswers } from './example-answers.ts';
import type { IntakeFlow } from './use-intake-flows.ts';
import { useStartChat } from './use-start-chat.ts';

/** What a customer fills in before the chat begins. @param examples how many customers came before: each example is another one */
export function PreChatForm({
  intakes,
  chosen,
  choose,
  examples,
}: {
  readonly intakes: readonly IntakeFlow[];
  readonly chosen: IntakeFlow;
  readonly choose: (flowId: string) => void;
  readonly examples: number;
}) {
  const said = useWords(contactWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { jumping } = useClockMode();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [sent, setSent] = useState(false);
  const { start, starting, failure } = useStartChat();
  const formId = useId();
  const faults = checkAnswers(chosen.questions, answers);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSent(true);
    if (Object.keys(faults).length === 0) start(chosen, answers);
    else focusFirstFault(formId);
  };
  const fillIn = (): void =>
    setAnswers(exampleAnswers(chosen.questions, { now: clock.get().now, timeZone, language, number: examples }));

  return (
    <ChatFrame>
      <form id={formId} className="cw-chat-form" onSubmit={submit} noValidate>
        <div className="cw-chat-scroll">
          <SpaceBetween size="m">
            <Box>
              <Box variant="h2" fontSize="heading-s">
                {said.form}
              </Box>
              <Box color="text-body-secondary">{said.formText}</Box>
            </Box>
            <Button iconName="edit" formAction="none" onClick={fillIn}>
              {said.example}
            </Button>
            {intakes.length > 1 ? (
              <FormField label={said.flow}>
                <Select
                  selectedOption={{ value: chosen.flow.flowId, label: chosen.flow.name }}
                  options={intakes.map(({ flow }) => ({ value: flow.flowId, label: flow.name }))}
                  onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
                />
              </FormField>
            ) : null}
            {chosen.questions.map((question) => (
              <Answer
                key={question.name}
                question={question}
                value={answers[question.name] ?? ''}
                fault={sent ? faults[question.name] : undefined}
                change={(value) => setAnswers({ ...answers, [question.name]: value })}
              />
            ))}
          </SpaceBetween>
        </div>
        <div className="cw-chat-foot">
          <SpaceBetween size="xs">
            <Failure failure={failure} />
            {jumping ? <Alert type="info">{said.jumping}</Alert> : null}
            <Button variant="primary" formAction="submit" fullWidth loading={starting} disabled={jumping}>
              {starting ? said.starting : said.start}
            </Button>
          </SpaceBetween>
        </div>
      </form>
    </ChatFrame>
  );
}

function Answer({
  question,
  value,
  fault,
  change,
}: {
  readonly question: Question;
  readonly value: string;
  readonly fault: AnswerFault | undefined;
  readonly change: (value: string) => void;
}) {
  const said = useWords(contactWords);
  const inLanguage = useSaid();
  const required = question.required || question.name === 'name';
  const option = question.options.find((one) => one.value === value);
  return (
    <FormField
      stretch
      label={
        <>
          {inLanguage(question.label)}{' '}
          {required ? <Badge color="blue">{said.required}</Badge> : <small>({said.optional})</small>}
        </>
      }
      errorText={fault === undefined ? undefined : said[fault]}
    >
      {question.kind === 'single-select' ? (
        <Select
          selectedOption={option ?? null}
          options={question.options.map(({ value, label }) => ({ value, label }))}
          placeholder={said.choose}
          ariaRequired={required}
          onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
        />
      ) : (
        <Input
          name={question.name}
          type={question.kind === 'email' ? 'email' : 'text'}
          value={value}
          ariaRequired={required}
          autoComplete={false}
          onChange={({ detail }) => change(detail.value)}
        />
      )}
    </FormField>
  );
}

/** After the faults have been drawn. */
function focusFirstFault(formId: string): void {
  requestAnimationFrame(() =>
    document.getElementById(formId)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
  );
}
