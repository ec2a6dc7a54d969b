import { Fragment } from 'react';
import { moment } from '../../../format/instants.ts';
import { useWords } from '../../../language/words.ts';
import { useLanguage } from '../../../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';
import type { ClockExplanation, LevelExplanation } from './explanation.ts';
import { createScale, ticksOf, type Scale } from './scale.ts';

/** A clock as a bar over open and closed hours: what is used, pauses, levels, deadline and now. */
export function ClockBar({
  clock,
  now,
  timeZone,
}: {
  readonly clock: ClockExplanation;
  readonly now: string;
  readonly timeZone: string;
}) {
  const said = useWords(clockWords);
  const language = useLanguage();
  const scale = createScale(clock.range.from, clock.range.to);
  const summary = clock.summary.map((sentence) => sentence[language]).join(' ');
  return (
    <figure className="cw-clock-figure">
      <div className="cw-clock-bar" role="img" aria-label={said.bar(summary)}>
        {clock.windows.map(({ from, to }) => (
          <Stretch key={from} scale={scale} from={from} to={to} kind="open" />
        ))}
        {clock.pieces.map(({ from, to, state }) =>
          state === 'closed' || state === 'several' ? null : (
            <Stretch key={from} scale={scale} from={from} to={to} kind={kindOf[state]} />
          ),
        )}
        {overtime(clock).map(({ from, to }) => (
          <Stretch key={`over-${from}`} scale={scale} from={from} to={to} kind="over" />
        ))}
        {clock.levels.map((level) =>
          level.momentAt === null ? null : (
            <span
              key={`${level.policy}:${level.name}`}
              className={`cw-clock-level cw-clock-level-${level.kind} cw-clock-level-${level.state}`}
              style={{ insetInlineStart: `${scale.at(level.momentAt)}%` }}
              title={`${said.kindsOfLevel(level.kind)} ${level.name}: ${moment(level.momentAt, language, timeZone)}`}
            />
          ),
        )}
        <span className="cw-clock-now" style={{ insetInlineStart: `${scale.at(now)}%` }} />
      </div>
      <Ticks scale={scale} timeZone={timeZone} />
      <Marks levels={clock.levels} scale={scale} />
      <figcaption className="cw-clock-legend" aria-hidden="true">
        {(
          [
            ['open', said.legendOpen],
            ['used', said.legendUsed],
            ['over', said.legendOver],
            ['paused', said.legendPaused],
            ['closed', said.legendClosed],
          ] as const
        ).map(([kind, label]) => (
          <span key={kind}>
            <i className={`cw-clock-key cw-clock-${kind}`} /> {label}
          </span>
        ))}
        <span>
          <i className="cw-clock-key-now" /> {said.legendNow}
        </span>
      </figcaption>
    </figure>
  );
}

/** Open stretches after the deadline. */
function overtime({ pieces, deadline }: ClockExplanation): readonly { readonly from: string; readonly to: string }[] {
  if (deadline === null) return [];
  return pieces
    .filter(({ state, to }) => state === 'open' && to > deadline)
    .map(({ from, to }) => ({ from: from > deadline ? from : deadline, to }));
}

const kindOf = { open: 'used', kept: 'used', 'paused-open': 'paused', 'paused-closed': 'paused' } as const;

function Stretch({
  scale,
  from,
  to,
  kind,
}: {
  readonly scale: Scale;
  readonly from: string;
  readonly to: string;
  readonly kind: 'open' | 'used' | 'over' | 'paused';
}) {
  const start = scale.at(from);
  return (
    <span
      className={`cw-clock-stretch cw-clock-${kind}`}
      style={{ insetInlineStart: `${start}%`, inlineSize: `${scale.at(to) - start}%` }}
    />
  );
}

function Ticks({ scale, timeZone }: { readonly scale: Scale; readonly timeZone: string }) {
  const language = useLanguage();
  const ticks = ticksOf(scale, timeZone);
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
  const day = new Intl.DateTimeFormat(locale, { timeZone, month: 'numeric', day: 'numeric', weekday: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (
    <div className="cw-clock-ticks" aria-hidden="true">
      {ticks.map((at) => {
        const time = hour.format(at);
        return (
          <span key={at} style={{ insetInlineStart: `${scale.at(at)}%` }}>
            {time === '00:00' ? day.format(at) : time}
          </span>
        );
      })}
    </div>
  );
}

/** Signs under the bar, each where its level stands; levels that stand together share one. */
function Marks({ levels, scale }: { readonly levels: readonly LevelExplanation[]; readonly scale: Scale }) {
  const said = useWords(clockWords);
  const placed = levels.flatMap((level) => (level.momentAt === null ? [] : [{ level, at: scale.at(level.momentAt) }]));
  const groups: { at: number; labels: string[] }[] = [];
  for (const { level, at } of placed.toSorted((one, other) => one.at - other.at)) {
    const label = `${signs[level.kind]} ${said.kindsOfLevel(level.kind)}`;
    const last = groups.at(-1);
    if (last === undefined || at - last.at > 9) groups.push({ at, labels: [label] });
    else if (!last.labels.includes(label)) last.labels.push(label);
  }
  return (
    <div className="cw-clock-marks" aria-hidden="true">
      {groups.map(({ at, labels }) => (
        <span
          key={at}
          style={{ insetInlineStart: `${at}%` }}
          className={at > 85 ? 'cw-clock-mark-before' : at < 8 ? 'cw-clock-mark-after' : ''}
        >
          {labels.map((label) => (
            <Fragment key={label}>
              {label}
              <br />
            </Fragment>
          ))}
        </span>
      ))}
    </div>
  );
}

const signs = { warn: '△', breach: '▲', escalate: '◆' } as const;
