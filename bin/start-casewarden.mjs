import { ensureReady } from './ensure-ready.mjs';

/** Installs what is missing, then hands over to `cli/main.ts`, which sets the exit status. */
export async function startCasewarden() {
  if (!(await ensureReady())) {
    process.exitCode = 1;
    return;
  }
  // Told once to whoever maintains this project (package.json's engines), not at each call to whoever uses it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { register } = await import('tsx/esm/api');
  register();
  const { runMain } = await import('../cli/main.ts');
  await runMain(process.argv.slice(2));
}
