import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { dayWithWeekday, timeOfDay, zoneName } from '../format/instants.ts';
import { useWords } from '../language/words.ts';
import { useClockMode, useNow } from '../live/clock.ts';
import { usePlace } from '../live/place.ts';
import { useAction, useControl } from '../live/use-control.ts';
import { Failure } from '../parts/failure.tsx';
import { useLanguage } from '../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';

const speeds = [1, 60, 3_600] as const;
const hourMilliseconds = 3_600_000;

/** The virtual clock with everything that moves it; always on screen. */
export function TimeBar({ showDue, dueShown }: { readonly showDue: () => void; readonly dueShown: boolean }) {
  const said = useWords(clockWords);
  const { speed, jumping } = useClockMode();
  const { data: time } = useControl('time', {}, 'timeline');
  const play = useAction('play');
  const pause = useAction('pause');
  const jump = useAction('jump');
  // From the click on, not only once the sandbox has told of the jump.
  const underWay = jumping || jump.isPending;
  const hasDeadline = (time?.nextDeadline ?? null) !== null;
  const choose = (id: string): void => {
    if (id === '0') pause.mutate({});
    else play.mutate({ speed: Number(id) });
  };

  return (
    <section className="cw-time-bar" aria-label={said.region}>
      <ClockFace />
      {jumping ? (
        <Button iconName="close" onClick={() => pause.mutate({})}>
          {said.stop}
        </Button>
      ) : (
        <SegmentedControl
          label={said.speed}
          selectedId={String(speed)}
          onChange={({ detail }) => choose(detail.selectedId)}
          options={[
            { id: '0', iconName: 'pause', iconAlt: said.pause, text: '' },
            ...speeds.map((factor) => ({ id: String(factor), text: said.times(factor) })),
          ]}
        />
      )}
      <Button
        variant="primary"
        iconName="caret-right-filled"
        disabled={underWay || !hasDeadline}
        disabledReason={hasDeadline ? '' : said.noDeadline}
        loading={jump.isPending && jumping}
        onClick={() => jump.mutate({ deadline: true })}
      >
        {said.deadline}
      </Button>
      <Button disabled={underWay} ariaLabel={said.hourLong} onClick={() => jump.mutate({ by: hourMilliseconds })}>
        {said.hour}
      </Button>
      <Button iconName="calendar" ariaExpanded={dueShown} onClick={showDue}>
        {said.due}
      </Button>
      <Failure
        failure={jump.error ?? play.error ?? pause.error}
        dismiss={() => {
          for (const action of [jump, play, pause]) action.reset();
        }}
      />
    </section>
  );
}

/** Date, time and zone: drawn anew at every tick, and nothing else with it. */
function ClockFace() {
  const said = useWords(clockWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { speed, jumping } = useClockMode();
  const now = useNow();
  if (now === 0) return <div className="cw-clock" />;
  return (
    <div className="cw-clock">
      <span className="cw-clock-day">{dayWithWeekday(now, language, timeZone)}</span>
      <time className="cw-clock-time" dateTime={new Date(now).toISOString()}>
        {timeOfDay(now, language, timeZone)}
      </time>
      <span className="cw-clock-zone">
        {zoneName(now, language, timeZone)} · {jumping ? said.jumping : speed === 0 ? said.paused : said.times(speed)}
      </span>
    </div>
  );
}
