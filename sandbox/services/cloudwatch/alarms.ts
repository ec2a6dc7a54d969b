import type { Timer } from '../../kernel/clock.ts';
import type { World } from '../../kernel/world.ts';
import type { Alarm, AlarmSettings } from './alarm.ts';
import { evaluateAlarm, evaluationRange } from './evaluate-alarm.ts';
import { parseExpression } from './metric-math.ts';
import { MetricStore, minuteMilliseconds, type Series } from './metric-store.ts';
import { stateReason } from './state-reason.ts';
import { tellOfChange } from './tell-of-change.ts';
import { arnOf } from '../../kernel/arn.ts';

const daySeconds = 86_400;

/** The alarms of the account; each virtual minute they are evaluated, as long as there is one. */
export class Alarms {
  readonly #world: World;
  readonly metrics = new MetricStore();
  readonly #alarms = new Map<string, Alarm>();
  /** Those that SQS measures. */
  #queues: readonly Series[] = [];
  #timer: Timer | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  all(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  find(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  /** Makes an alarm, or changes one and keeps its state, as PutMetricAlarm does. */
  put(settings: AlarmSettings): Alarm {
    const { clock, place } = this.#world.kernel;
    const minutes = (evaluationRange(settings) * settings.periodSeconds) / 60;
    const series = settings.metrics.map(({ metric }) => this.metrics.watch(metric, minutes));
    const ids = settings.metrics.map(({ id }) => id);
    const [first] = settings.metrics;
    const compute = parseExpression(settings.expression ?? first?.id ?? '', ids);
    const known = this.#alarms.get(settings.name);
    const alarm: Alarm = {
      arn: arnOf(place, 'cloudwatch', `alarm:${settings.name}`),
      createdAt: known?.createdAt ?? clock.now(),
      state: known?.state ?? 'INSUFFICIENT_DATA',
      reason: known?.reason ?? 'Unchecked: Initial alarm creation',
      reasonData: known?.reasonData,
      stateSince: known?.stateSince ?? clock.now(),
      isQuiet: false,
      settings,
      series,
      compute,
    };
    this.#alarms.set(settings.name, alarm);
    this.#forget();
    this.#wait();
    return alarm;
  }

  delete(name: string): void {
    this.#alarms.delete(name);
    this.#forget();
  }

  #forget(): void {
    const watched = new Set(this.all().flatMap(({ series }) => series));
    this.metrics.forget((series) => watched.has(series));
    this.#queues = this.metrics.all().filter(({ metric }) => metric.namespace === 'AWS/SQS');
  }

  #wait(): void {
    if (this.#timer || this.#alarms.size === 0) return;
    const { clock } = this.#world.kernel;
    const at = (Math.floor(clock.now() / minuteMilliseconds) + 1) * minuteMilliseconds;
    this.#timer = clock.schedule(at, 'alarms are evaluated', () => {
      this.#timer = undefined;
      this.#evaluateAll(at / minuteMilliseconds);
      this.#wait();
    });
  }

  /** @param end number of the minute that begins: the minutes before it are known */
  #evaluateAll(end: number): void {
    for (const series of this.#queues) this.#measureQueue(series, end);
    for (const alarm of this.#alarms.values()) this.#evaluate(alarm, end);
  }

  /** SQS measures its queues once a minute, those that hold something or did a minute ago. */
  #measureQueue(series: Series, end: number): void {
    const { name, dimensions } = series.metric;
    const measured = this.#world.queues.measure(dimensions['QueueName'] ?? '');
    if (!measured || (measured.messages === 0 && series.isEmpty)) return;
    const value = measured[name === 'ApproximateAgeOfOldestMessage' ? 'oldestAgeSeconds' : 'visible'];
    series.add(value, end * minuteMilliseconds - 1);
  }

  #evaluate(alarm: Alarm, end: number): void {
    const { settings, series } = alarm;
    const isEmpty = series.every((one) => one.isEmpty);
    if (isEmpty && alarm.isQuiet) return;
    const each = settings.periodSeconds / 60;
    const seconds = settings.evaluationPeriods * settings.periodSeconds;
    // A new alarm knows nothing of what was before it.
    if ((end - settings.evaluationPeriods * each) * minuteMilliseconds < alarm.createdAt) return;
    // An alarm over more than a day is evaluated once an hour.
    if (seconds > daySeconds && end % 60 !== 0) return;
    const count = evaluationRange(settings);
    const windows = series.map((one, index) => one.windows(end, each, count, settings.metrics[index]!.statistic));
    const points = Array.from({ length: count }, (_unused, index) =>
      alarm.compute((metric) => windows[metric]![index]),
    );
    const evaluation = evaluateAlarm(settings, points, alarm.state);
    alarm.isQuiet = isEmpty;
    if (evaluation.state === alarm.state) return;
    const before = { state: alarm.state, reason: alarm.reason, reasonData: alarm.reasonData, since: alarm.stateSince };
    alarm.state = evaluation.state;
    alarm.reason = stateReason(settings, before.state, evaluation);
    alarm.reasonData = JSON.stringify({
      version: '1.0',
      queryDate: new Date(this.#world.kernel.clock.now()).toISOString(),
      period: settings.periodSeconds,
      recentDatapoints: evaluation.decisive.toReversed(),
      threshold: settings.threshold,
    });
    alarm.stateSince = this.#world.kernel.clock.now();
    tellOfChange(this.#world, alarm, before);
  }
}
