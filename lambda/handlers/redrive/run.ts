import * as z from 'zod/mini';
import { redriveRequest, type RedriveAnswer } from '../../contract/redrive.ts';
import { MessageInvalidError } from '../../domain/errors.ts';
import { redriveLetters, type LetterPorts } from './redrive-letters.ts';
import { redriveParked, type ParkedPorts } from './redrive-parked.ts';

export type RedrivePorts = LetterPorts & ParkedPorts;

/**
 * Does one bounded piece of what a person asks: lists what was given up, or brings it back.
 * @throws MessageInvalidError when the request does not follow its contract
 */
export async function runRedrive(ports: RedrivePorts, request: unknown): Promise<RedriveAnswer> {
  const parsed = z.safeParse(redriveRequest, request);
  if (!parsed.success) {
    // What was sent may be anything, so nothing of it is repeated.
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)');
    throw new MessageInvalidError(
      `redrive takes {"kind": "queues" | "dead-letters" | "parked", …}; wrong at: ${[...new Set(places)].join(', ')}`,
    );
  }
  const { data } = parsed;
  switch (data.kind) {
    case 'queues':
      return { kind: 'queues', queues: [...ports.deadLetters.queues] };
    case 'dead-letters':
      return await redriveLetters(ports, data);
    case 'parked':
      return await redriveParked(ports, data);
    default:
      return data satisfies never;
  }
}
