import { randomUUID } from 'node:crypto';
import type { Identifiers } from '../domain/ports.ts';

export function createRandomIdentifiers(): Identifiers {
  return { next: () => randomUUID() };
}
