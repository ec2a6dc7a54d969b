import type { EventDelivery, World } from '../../kernel/world.ts';
import { subjectOf, toBusEvent, type BusEvent } from './event.ts';
import { createFaultyEvents } from './event-faults.ts';
import { matchesEvent } from './pattern/match-event.ts';
import type { Bus, EventBridgeStore, Rule, Target } from './store.ts';
import { targetInput } from './target-input.ts';

/** Virtual time from an event's acceptance to its delivery; the service usually takes less than half a second. */
const deliveryMilliseconds = 200;
/** How much later an event comes a second time: behind whatever follows it closely. */
const secondDeliveryMilliseconds = 90_000;
const principal = 'events.amazonaws.com';
/** Buses that an event may pass, so that two buses that feed one another come to an end. */
const mostHops = 5;

interface Passage {
  readonly event: BusEvent;
  readonly traceHeader: string | undefined;
  readonly hops: number;
}

/** Takes events in and brings them to the targets of the rules that match. */
export class Delivery implements EventDelivery {
  readonly #world: World;
  readonly #store: EventBridgeStore;
  readonly #faulty = createFaultyEvents();

  constructor(world: World, store: EventBridgeStore) {
    this.#world = world;
    this.#store = store;
  }

  /** An event of an AWS service; a bus that does not exist hears nothing, as in the account. */
  emit: EventDelivery['emit'] = (busName, emitted) => {
    const bus = this.#store.findBus(busName);
    if (!bus) return;
    const fate = this.#faulty.fateOf(emitted.source);
    const event = toBusEvent(this.#world.kernel, emitted);
    const passage: Passage = { event, traceHeader: emitted.traceHeader, hops: 0 };
    if (fate === 'lost') return this.#journalFault('event.lost', event);
    this.accept(bus, passage);
    if (fate !== 'doubled') return;
    this.#journalFault('event.doubled', event);
    this.#bringToTargets(bus, passage, secondDeliveryMilliseconds);
  };

  setFaults: EventDelivery['setFaults'] = (faults) => this.#faulty.set(faults);

  /** The bus has the event from here on: it stands in the journal, and every matching rule gets it once. */
  accept(bus: Bus, passage: Passage): void {
    const { event } = passage;
    const { id, source, detail, resources } = event;
    this.#journal('event.received', event, {
      bus: bus.name,
      id,
      source,
      detailType: event['detail-type'],
      detail,
      resources,
    });
    this.#bringToTargets(bus, passage, deliveryMilliseconds);
  }

  #bringToTargets(bus: Bus, passage: Passage, delayMilliseconds: number): void {
    const { event } = passage;
    for (const rule of bus.rules.values()) {
      if (!rule.enabled || !matchesEvent(rule.pattern, { ...event })) continue;
      for (const target of rule.targets)
        this.#world.kernel.clock.after(delayMilliseconds, `event ${event['detail-type']} to ${target.arn}`, () =>
          this.#deliver(rule, target, passage),
        );
    }
  }

  #deliver(rule: Rule, target: Target, passage: Passage): void {
    const { event, traceHeader, hops } = passage;
    const kind = target.arn.split(':')[2];
    const body = targetInput(this.#world.kernel, rule, target, event);
    if (kind === 'sqs') {
      if (this.#send(target.arn, body, rule, traceHeader)) this.#delivered(rule, target, event);
      else
        this.#refused(
          rule,
          target,
          passage,
          `the queue does not exist, or its policy does not let ${principal} send for this rule`,
        );
    } else if (kind === 'lambda') {
      if (this.#world.functions.invokeEvent(target.arn, body, { principal, sourceArn: rule.arn, traceHeader }))
        this.#delivered(rule, target, event);
      else
        this.#refused(
          rule,
          target,
          passage,
          `the function does not exist, or its policy does not let ${principal} invoke it for this rule`,
        );
    } else {
      const bus = this.#store.findBus(target.arn);
      if (!bus) return this.#refused(rule, target, passage, 'the event bus does not exist');
      if (hops >= mostHops) return this.#refused(rule, target, passage, `the event has passed ${mostHops} buses`);
      this.#delivered(rule, target, event);
      this.accept(bus, { event, traceHeader, hops: hops + 1 });
    }
  }

  #send(queueArn: string, body: string, rule: Rule, traceHeader: string | undefined): boolean {
    return this.#world.queues.sendFromService({
      queueArn,
      body,
      principal,
      sourceArn: rule.arn,
      traceHeader,
    });
  }

  #delivered(rule: Rule, target: Target, event: BusEvent): void {
    this.#journal('event.delivered', event, { rule: rule.name, target: target.arn, id: event.id });
  }

  /** Refusals are not repeated: the dead-letter queue gets the event as it came, or it is lost. */
  #refused(rule: Rule, target: Target, { event, traceHeader }: Passage, reason: string): void {
    const queue = target.deadLetterQueueArn;
    const kept = queue !== undefined && this.#send(queue, JSON.stringify(event), rule, traceHeader);
    this.#journal('event.dropped', event, {
      rule: rule.name,
      target: target.arn,
      id: event.id,
      reason: kept || queue === undefined ? reason : `${reason}; the dead-letter queue refused the event too`,
      ...(kept ? { deadLetterQueue: queue } : {}),
    });
  }

  #journalFault(kind: 'event.lost' | 'event.doubled', event: BusEvent): void {
    const { id, source, detail } = event;
    this.#journal(kind, event, { id, source, detailType: event['detail-type'], detail });
  }

  #journal(kind: string, event: BusEvent, detail: Readonly<Record<string, unknown>>): void {
    this.#world.kernel.journal.append({ kind, ...subjectOf(event), detail });
  }
}
