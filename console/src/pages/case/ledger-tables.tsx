import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import type { LedgerClock, LedgerEffect } from './ledger-reading.ts';
import { ledgerWords } from './ledger-words.ts';
import { useZone } from '../../live/use-zone.ts';

type State = readonly [type: StatusIndicatorProps.Type, label: string];

/** Policies that run on a case, and how each ended. */
export function LedgerClocks({ clocks }: { readonly clocks: readonly LedgerClock[] }) {
  const said = useWords(ledgerWords);
  const zone = useZone(clocks[0]?.startedAt ?? null);
  const verdicts: Readonly<Record<string, State>> = {
    running: ['in-progress', said.running],
    met: ['success', said.met],
    'met-late': ['warning', said['met-late']],
    cancelled: ['stopped', said.cancelled],
  };
  return (
    <Table
      items={clocks}
      trackBy={({ key }) => key}
      ariaLabels={{ tableLabel: said.clocks }}
      wrapLines
      header={
        <Header variant="h2" description={said.zone(zone)}>
          {said.clocks}
        </Header>
      }
      columnDefinitions={[
        { id: 'policy', header: said.clock, cell: ({ policy }) => policy, isRowHeader: true },
        { id: 'started', header: said.started, cell: ({ startedAt }) => <Instant at={startedAt} /> },
        { id: 'deadline', header: said.deadline, cell: ({ deadline }) => <Instant at={deadline} /> },
        { id: 'breached', header: said.breached, cell: ({ breachedAt }) => <Instant at={breachedAt} /> },
        { id: 'ended', header: said.ended, cell: ({ endedAt }) => <Instant at={endedAt} /> },
        {
          id: 'verdict',
          header: said.verdict,
          minWidth: 130,
          cell: ({ verdict }) => <Shown {...stateOf(verdicts, verdict)} />,
        },
      ]}
      empty={<Nothing text={said.noClocks} />}
    />
  );
}

/** What is owed to the outside because of a case, and what became of it. */
export function LedgerEffects({ effects }: { readonly effects: readonly LedgerEffect[] }) {
  const said = useWords(ledgerWords);
  const zone = useZone(effects[0]?.owedAt ?? null);
  const states: Readonly<Record<string, State>> = {
    pending: ['pending', said.pending],
    claimed: ['in-progress', said.claimed],
    done: ['success', said.done],
    parked: ['error', said.parked],
    cancelled: ['stopped', said.cancelled],
  };
  const kinds: Readonly<Record<string, string>> = {
    reassign: said.reassign,
    email: said.email,
    task: said.task,
    slack: said.slack,
  };
  return (
    <Table
      items={effects}
      trackBy={({ key }) => key}
      ariaLabels={{ tableLabel: said.effects }}
      wrapLines
      cellVerticalAlign="top"
      header={
        <Header variant="h2" description={said.zone(zone)} counter={`(${effects.length})`}>
          {said.effects}
        </Header>
      }
      columnDefinitions={[
        {
          id: 'kind',
          header: said.effect,
          isRowHeader: true,
          cell: ({ kind, key }) => (
            <>
              {kinds[kind] ?? kind}
              <Box color="text-body-secondary" fontSize="body-s">
                <span className="cw-break">{key}</span>
              </Box>
            </>
          ),
        },
        { id: 'state', header: said.state, width: 150, cell: ({ status }) => <Shown {...stateOf(states, status)} /> },
        { id: 'attempts', header: said.attempts, width: 100, cell: ({ attempts }) => attempts ?? '–' },
        { id: 'owed', header: said.owed, width: 130, cell: ({ owedAt }) => <Instant at={owedAt} /> },
        { id: 'at', header: said.at, width: 150, cell: ({ at }) => <Instant at={at} /> },
        {
          id: 'outcome',
          header: said.outcome,
          width: 220,
          cell: ({ outcome }) => (
            <span className="cw-break" title={outcome ?? ''}>
              {outcome === null ? '–' : nameIn(outcome)}
            </span>
          ),
        },
      ]}
      empty={<Nothing text={said.noEffects} />}
    />
  );
}

/** Of an ARN the part that tells one thing from another. */
const nameIn = (outcome: string): string =>
  outcome.startsWith('arn:') ? outcome.slice(outcome.lastIndexOf('/') + 1) : outcome;

/** A state that this page does not know is shown as it is. */
function stateOf(states: Readonly<Record<string, State>>, state: string): { type: State[0]; label: string } {
  const [type, label] = Object.hasOwn(states, state) ? states[state]! : (['info', state] as const);
  return { type, label };
}

const Shown = ({ type, label }: { readonly type: State[0]; readonly label: string }) => (
  <StatusIndicator type={type}>{label}</StatusIndicator>
);

const Nothing = ({ text }: { readonly text: string }) => (
  <Box textAlign="center" color="text-body-secondary">
    {text}
  </Box>
);
