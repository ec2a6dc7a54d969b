#!/usr/bin/env node
// The CDK app. The CDK's command line runs it as cdk.json says; it says where the assembly goes in CDK_OUTDIR.
import { App } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandlers } from '../lib/bundle/bundle-handlers.ts';
import { functionNames } from '../lib/function-specs.ts';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { PolicyFileError } from '../lib/policy/policy-source.ts';
import { projectContext } from '../lib/project-context.ts';
import { readSettings, SettingsError } from '../lib/read-settings.ts';
import { synthApp } from '../lib/synth-app.ts';

async function main(): Promise<void> {
  const { node } = new App({ context: projectContext(), autoSynth: false });
  const settings = readSettings((key) => node.tryGetContext(key) as unknown);
  const policy = await loadPolicy(settings.policyPath);
  // A folder per process: the assembly gets copies, so nothing is left behind.
  const outputDirectory = mkdtempSync(join(tmpdir(), 'casewarden-bundles-'));
  try {
    const bundles = await bundleHandlers({ names: functionNames, outputDirectory });
    synthApp({ policy, settings, bundles });
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  // What the user wrote is at fault: the message says where, a stack trace would only hide it.
  if (!(error instanceof PolicyFileError || error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
