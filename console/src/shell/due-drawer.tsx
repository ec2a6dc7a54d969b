import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Drawer from '@cloudscape-design/components/drawer';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { DueMoment } from '../../../sandbox/control/schema.ts';
import { shortDuration } from '../format/durations.ts';
import { moment } from '../format/instants.ts';
import { useSaid, useWords } from '../language/words.ts';
import { useClockMode, useCoarseNow } from '../live/clock.ts';
import { usePlace } from '../live/place.ts';
import { useAction, useControl } from '../live/use-control.ts';
import { Failure } from '../parts/failure.tsx';
import { Instant } from '../parts/instant.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { useLanguage } from '../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';
import { JumpToMoment } from './jump-to-moment.tsx';

/** What will happen by itself, earliest first, each with a jump to it. */
export function DueDrawer() {
  const said = useWords(clockWords);
  const { data, failure } = useControl('time', {}, 'journal');
  const jump = useAction('jump');
  const { jumping } = useClockMode();
  return (
    <Drawer header={said.due}>
      <SpaceBetween size="s">
        <Failure failure={failure ?? jump.error} {...(jump.error === null ? {} : { dismiss: jump.reset })} />
        <Button
          iconName="caret-right-filled"
          disabled={jumping || data === undefined || data.due.length === 0}
          onClick={() => jump.mutate({ next: true })}
        >
          {said.next}
        </Button>
        <JumpToMoment jump={(to) => jump.mutate({ to })} />
        {data?.due.length === 0 ? <Box color="text-body-secondary">{said.nothing}</Box> : null}
        <ol className="cw-due">
          {data?.due.map((due) => (
            <DueLine
              key={`${due.at} ${due.label.en} ${due.caseId ?? ''}`}
              due={due}
              // A deadline's own millisecond is before anybody was told.
              jump={() => jump.mutate(due.kind === 'sla' ? { to: due.at, aftermath: true } : { to: due.at })}
            />
          ))}
        </ol>
      </SpaceBetween>
    </Drawer>
  );
}

function DueLine({ due, jump }: { readonly due: DueMoment; readonly jump: () => void }) {
  const said = useWords(clockWords);
  const label = useSaid()(due.label);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { jumping } = useClockMode();
  const left = Date.parse(due.at) - useCoarseNow(1_000);
  return (
    <li className={`cw-due-line cw-due-${due.kind}`}>
      <div>
        {due.kind === 'sla' ? <Badge color="severity-high">SLA</Badge> : null}{' '}
        {due.caseId === null ? label : <LinkTo to={['cases', due.caseId]}>{label}</LinkTo>}
        <Box color="text-body-secondary" fontSize="body-s">
          <Instant at={due.at} /> · {said.in(shortDuration(Math.max(0, left), language))}
        </Box>
      </div>
      <Button
        variant="inline-link"
        wrapText={false}
        disabled={jumping || left <= 0}
        ariaLabel={said.jumpTo(moment(due.at, language, timeZone), label)}
        onClick={jump}
      >
        {said.jumpHere}
      </Button>
    </li>
  );
}
