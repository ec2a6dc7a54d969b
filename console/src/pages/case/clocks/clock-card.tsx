import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { shortDuration } from '../../../format/durations.ts';
import { useSaid, useWords } from '../../../language/words.ts';
import { Instant } from '../../../parts/instant.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { ClockBar } from './clock-bar.tsx';
import { ClockLevels } from './clock-levels.tsx';
import { ClockPieces } from './clock-pieces.tsx';
import { clockWords } from './clock-words.ts';
import type { ClockExplanation } from './explanation.ts';

/** One cycle of a clock: how it stands, as a bar, its levels, and the time piece by piece. */
export function ClockCard({
  clock,
  now,
  timeZone,
}: {
  readonly clock: ClockExplanation;
  readonly now: string;
  readonly timeZone: string;
}) {
  const said = useWords(clockWords);
  const words = useSaid();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`${said.kinds(clock.kind)} · ${said.cycle(clock.cycle)}`}
          actions={<Standing clock={clock} />}
        >
          {clock.policy}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {clock.summary.length === 0 ? null : <div>{clock.summary.map(words).join(' ')}</div>}
        <ClockBar clock={clock} now={clock.endedAt ?? now} timeZone={timeZone} />
        <Figures clock={clock} />
        <ClockLevels clock={clock} />
        <ExpandableSection headerText={said.pieces}>
          <SpaceBetween size="m">
            <ClockPieces header={said.soFar} pieces={clock.pieces} />
            <ClockPieces header={said.ahead} pieces={clock.ahead} />
          </SpaceBetween>
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}

function Standing({ clock }: { readonly clock: ClockExplanation }) {
  const said = useWords(clockWords);
  const [type, label]: readonly [StatusIndicatorProps.Type, string] =
    clock.verdict === 'met'
      ? ['success', said.met]
      : clock.verdict === 'met-late'
        ? ['error', said['met-late']]
        : clock.verdict === 'cancelled'
          ? ['stopped', said.cancelled]
          : clock.isPaused
            ? ['pending', said.paused]
            : clock.overMilliseconds > 0
              ? ['error', said.breached]
              : ['in-progress', said.running];
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}

function Figures({ clock }: { readonly clock: ClockExplanation }) {
  const said = useWords(clockWords);
  const language = useLanguage();
  const duration = (milliseconds: number) => (
    <span className="cw-figures">{shortDuration(milliseconds, language)}</span>
  );
  const { calendar } = clock;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: said.target, value: duration(clock.targetSeconds * 1000) },
        { label: said.used, value: duration(clock.usedMilliseconds) },
        clock.overMilliseconds > 0
          ? { label: said.over, value: duration(clock.overMilliseconds) }
          : { label: said.left, value: duration(clock.leftMilliseconds) },
        {
          label: said.deadline,
          value: clock.deadline === null ? said.pausedNoDeadline : <Instant at={clock.deadline} withZone />,
        },
        {
          label: said.calendar,
          value: calendar.name === null ? said.roundTheClock : `${calendar.name} (${calendar.zone})`,
        },
        ...(clock.pausedMilliseconds === 0
          ? []
          : [
              {
                label: said.inPauses,
                value: (
                  <>
                    {duration(clock.pausedMilliseconds)}
                    <div>{said.credited(shortDuration(clock.creditedMilliseconds, language))}</div>
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
