import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import type { ControlParts } from '../../../sandbox/control/parts.ts';
import { createNames } from '../../../sandbox/control/names.ts';
import { streamTimeline } from '../../../sandbox/control/timeline-stream.ts';
import { createViews } from '../../../sandbox/control/views.ts';
import { testInstance, testWorld } from '../../support/sandbox-kernel.ts';

/** The listener's end of a stream: takes what is written, and says that its buffer is full when told so. */
class Listener extends EventEmitter {
  readonly written: string[] = [];
  isFull = false;
  isGone = false;
  writeHead(): void {}
  write(text: string): boolean {
    this.written.push(text);
    return !this.isFull;
  }
  end(): void {}
  destroy(): void {
    this.isGone = true;
    this.emit('close');
  }
  /** Positions of the events that were written, oldest first. */
  get ids(): number[] {
    return this.written.flatMap((text) => {
      const id = /^id: (\d+)$/m.exec(text)?.[1];
      return id === undefined ? [] : [Number(id)];
    });
  }
  /** States of the clock that were written. */
  get times(): Record<string, unknown>[] {
    return this.written
      .filter((text) => text.startsWith('event: time\n'))
      .map((text) => JSON.parse(text.slice(text.indexOf('data: ') + 6)) as Record<string, unknown>);
  }
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

function open(events: number, after = 0, isFull = false) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const { kernel } = testWorld();
  const say = () => kernel.journal.append({ kind: 'profile.created', detail: { profileId: 'p' } });
  for (let index = 0; index < events; index += 1) say();
  const views = createViews(kernel.journal);
  const names = createNames(testInstance(), () => ({ fields: new Map(), flows: new Map() }));
  const listener = new Listener();
  listener.isFull = isFull;
  const parts = { kernel, views, names, run: 'run-1' } as unknown as ControlParts;
  ends.push(streamTimeline(parts, listener as unknown as ServerResponse, after), () => views.close());
  return { kernel, listener, say };
}

test('the clock is told first, with the run and the position of the journal', () => {
  const { listener } = open(3);
  expect(listener.written[0]).toMatch(/^event: time\n/);
  expect(listener.times).toMatchObject([{ speed: 0, jumping: false, run: 'run-1', sequence: 3 }]);
  expect(listener.ids).toEqual([1, 2, 3]);
});

test('the clock is told again when only the journal grew, and not when nothing did', () => {
  const { kernel, listener } = open(1);
  vi.advanceTimersByTime(1000);
  expect(listener.times).toHaveLength(1);
  kernel.journal.append({ kind: 'function.invoked' });
  vi.advanceTimersByTime(1000);
  expect(listener.times.map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test('a listener gets what comes after its position, and what happens then', () => {
  const { listener, say } = open(5, 3);
  expect(listener.ids).toEqual([4, 5]);
  say();
  expect(listener.ids).toEqual([4, 5, 6]);
});

test('nothing piles up for a slow listener, and nothing is lost to it', () => {
  const { listener, say } = open(50, 0, true);
  for (let index = 0; index < 50; index += 1) say();
  vi.advanceTimersByTime(5000);
  expect(listener.written).toHaveLength(1);
  listener.emit('drain');
  expect(listener.written.length).toBeLessThanOrEqual(3);
  listener.isFull = false;
  listener.emit('drain');
  expect(listener.ids).toEqual(Array.from({ length: 100 }, (_none, index) => index + 1));
  expect(listener.times.at(-1)).toMatchObject({ sequence: 100 });
});

test('a listener that takes nothing for a minute is let go; its browser comes back with the last id', () => {
  const { listener, say } = open(5, 0, true);
  vi.advanceTimersByTime(59_000);
  expect(listener.isGone).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(listener.isGone).toBe(true);
  const written = listener.written.length;
  say();
  vi.advanceTimersByTime(2000);
  expect(listener.written).toHaveLength(written);
});
