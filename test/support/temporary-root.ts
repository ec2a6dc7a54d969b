import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of this run for everything temporary. */
    temporaryRoot: string;
  }
}

/** Vitest ends its workers without a word to them, so what they leave behind is removed from here. */
export default function setUp(project: TestProject): () => void {
  const root = mkdtempSync(join(tmpdir(), 'casewarden-test-'));
  project.provide('temporaryRoot', root);
  return () => rmSync(root, { recursive: true, force: true });
}
