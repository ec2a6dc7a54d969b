import { createStore } from '../../../live/store.ts';

/** How many messages of each channel have been on screen, as long as the page is open. */
export const seenMessages = createStore<ReadonlyMap<string, number>>(new Map());

/** Says that a channel is on screen with so many messages. */
export function markSeen(channelId: string, messages: number): void {
  const seen = seenMessages.get();
  if (seen.get(channelId) !== messages) seenMessages.set(new Map([...seen, [channelId, messages]]));
}
