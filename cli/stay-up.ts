import type { CommandIo } from './command.ts';
import { announceSandbox } from './running/find-sandbox.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';

/** Lets the clock run at `speed` until the command is told to end, then puts everything away. */
export async function stayUp(sandbox: Sandbox, speed: number, io: CommandIo): Promise<void> {
  sandbox.kernel.clock.play(speed);
  const takeBack = announceSandbox(sandbox.endpoint);
  try {
    if (!io.signal.aborted) {
      // The gateway's socket keeps the process alive meanwhile.
      await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }));
    }
  } finally {
    takeBack();
    await sandbox.close();
  }
}
