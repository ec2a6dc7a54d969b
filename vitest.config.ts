import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/temporary-root.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // One more than two cores: a browser or a sandbox that a test waits for leaves its worker idle a third of the time.
    maxWorkers: 3,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' },
  },
});
