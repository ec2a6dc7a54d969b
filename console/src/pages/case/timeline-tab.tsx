import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { dayWithWeekday, timeOfDay } from '../../format/instants.ts';
import { defineWords, useSaid, useWords } from '../../language/words.ts';
import { usePlace } from '../../live/place.ts';
import { useStore } from '../../live/store.ts';
import { remembered, useLanguage } from '../../preferences/preferences.ts';
import { daysOf, type Order, type Step } from './timeline-days.ts';
import { useZone } from '../../live/use-zone.ts';

const words = defineWords({
  en: {
    header: 'Timeline',
    description: (zone: string) => `What happened, and why, in local time (${zone})`,
    order: 'Order',
    newest: 'Newest first',
    oldest: 'Oldest first',
    why: 'Why',
    chat: (count: number) => (count === 1 ? 'Chat: 1 line' : `Chat: ${count} lines`),
    none: 'Nothing has happened yet.',
  },
  ja: {
    header: 'タイムライン',
    description: (zone: string) => `何が、なぜ起きたかを現地時刻 (${zone}) で表示します`,
    order: '並び順',
    newest: '新しい順',
    oldest: '古い順',
    why: '理由',
    chat: (count: number) => `チャットのやり取り (${count} 件)`,
    none: 'まだ何も起きていません。',
  },
});

const order = remembered<Order>('timeline-order', ['newest', 'oldest'], () => 'newest');

/** What happened to a case in words, by days, each step with its reason. */
export function TimelineTab({ events }: { readonly events: readonly TimelineEvent[] }) {
  const said = useWords(words);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const zone = useZone(events[0]?.at ?? null);
  const chosen = useStore(order);
  const days = daysOf(events, chosen, (at) => dayWithWeekday(at, language, timeZone));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={said.description(zone)}
          actions={
            <SegmentedControl
              label={said.order}
              selectedId={chosen}
              onChange={({ detail }) => order.set(detail.selectedId === 'oldest' ? 'oldest' : 'newest')}
              options={[
                { id: 'newest', text: said.newest },
                { id: 'oldest', text: said.oldest },
              ]}
            />
          }
        >
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {days.length === 0 ? <Box color="text-body-secondary">{said.none}</Box> : null}
        {days.map(({ day, steps }) => (
          <section key={day}>
            <Box variant="h3">{day}</Box>
            <ol className="cw-steps">
              {steps.map((step) => (
                <StepLine key={step.key} step={step} />
              ))}
            </ol>
          </section>
        ))}
      </SpaceBetween>
    </Container>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const said = useWords(words);
  if ('chat' in step)
    return (
      <li className="cw-step">
        <Time at={step.chat[0]!.at} />
        <Icon name="contact" />
        <ExpandableSection variant="footer" headerText={said.chat(step.chat.length)}>
          <ol className="cw-steps">
            {step.chat.map((line) => (
              <li key={line.sequence} className="cw-step">
                <Time at={line.at} />
                <span />
                <Sentence event={line} />
              </li>
            ))}
          </ol>
        </ExpandableSection>
      </li>
    );
  const { event } = step;
  return (
    <li className={`cw-step${event.kind === 'sla.breached' ? ' cw-step-breach' : ''}`}>
      <Time at={event.at} />
      <Icon {...iconOf(event)} />
      <Sentence event={event} />
    </li>
  );
}

function Sentence({ event }: { readonly event: TimelineEvent }) {
  const said = useWords(words);
  const inWords = useSaid();
  return (
    <div>
      <div className="cw-step-sentence">{inWords(event.sentence)}</div>
      {event.reason === null ? null : (
        <Box color="text-body-secondary" fontSize="body-s">
          {said.why}: {inWords(event.reason)}
        </Box>
      )}
    </div>
  );
}

function Time({ at }: { readonly at: string }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <time dateTime={at} className="cw-figures">
      {timeOfDay(at, language, timeZone)}
    </time>
  );
}

type Look = Pick<IconProps, 'name' | 'variant'>;

/** Beside the words, which say the same. */
const icons: Partial<Readonly<Record<TimelineEvent['kind'], Look>>> = {
  'case.created': { name: 'add-plus', variant: 'success' },
  'case.deleted': { name: 'remove' },
  'sla.attached': { name: 'calendar' },
  'sla.breached': { name: 'status-negative', variant: 'error' },
  'sla.ended': { name: 'status-positive', variant: 'success' },
  'native-sla.changed': { name: 'calendar' },
  'owner.changed': { name: 'user-profile' },
  'status.changed': { name: 'edit' },
  'case.updated': { name: 'edit' },
  'mail.sent': { name: 'envelope' },
  'slack.posted': { name: 'contact' },
  'crm.upserted': { name: 'share' },
  'task.created': { name: 'notification' },
  'task.accepted': { name: 'user-profile-active' },
  'task.ended': { name: 'check' },
};

const iconOf = ({ kind }: TimelineEvent): Look => icons[kind] ?? { name: 'angle-right' };
