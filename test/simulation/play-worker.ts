import { playChunk, type Chunk } from './play.ts';

/* One of the processes among which seeds are divided: plays what it is sent, and ends with its parent. */

process.on('message', (chunk) => {
  void playChunk(chunk as Chunk).then((totals) => process.send?.(totals));
});
