import { ensureReady } from './ensure-ready.mjs';

/** Installs what is missing, then hands over to `cli/main.ts`, which sets the exit status. */
export async function startCasewarden() {
  if (!(await ensureReady())) {
    process.exitCode = 1;
    return;
  }
  const { register } = await import('tsx/esm/api');
  register();
  const { runMain } = await import('../cli/main.ts');
  await runMain(process.argv.slice(2));
}
