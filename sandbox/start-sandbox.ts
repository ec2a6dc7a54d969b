import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerPath, createCustomResourceAnswers } from './assembly/custom-resource-answers.ts';
import { createCustomResourceProvider, isCustomResource } from './assembly/custom-resource.ts';
import { createDeployer } from './assembly/deploy.ts';
import type { DeployedStack, DeploymentSummary, ResourceProgress } from './assembly/deployed-stack.ts';
import { DeploymentError } from './assembly/deployment-error.ts';
import { receiveAnswer } from './assembly/receive-answer.ts';
import { loadAssembly } from './assembly/load-assembly.ts';
import type { ResourceProvider } from './assembly/resource-provider.ts';
import { consolePath, createConsoleFiles } from './control/console-files.ts';
import { createCallMeter } from './control/call-meter.ts';
import { createCallRefusals } from './control/call-refusals.ts';
import { createControl } from './control/control.ts';
import { createHoodIndex } from './control/hood-index.ts';
import { loadKnownNames } from './control/known-names.ts';
import { createNames, type KnownNames, type Names } from './control/names.ts';
import { createOutsideClient } from './control/outside-client.ts';
import { ownCall } from './control/own-call.ts';
import type { ControlParts } from './control/parts.ts';
import { quotaId, requestQuotas } from './control/request-quotas.ts';
import { playScenario } from './control/play-scenario.ts';
import type { Control } from './control/schema.ts';
import { createControlServer } from './control/server.ts';
import { createViews, type Views } from './control/views.ts';
import { createCredentials } from './gateway/credentials.ts';
import { createGateway } from './gateway/gateway.ts';
import { instanceArnOf } from './kernel/arn.ts';
import { createKernel } from './kernel/create-kernel.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { CallHook } from './kernel/service.ts';
import { InstanceFileError, readInstanceFile } from './read-instance-file.ts';
import type { ScenarioResult, StepResult } from './scenarios/run-scenario.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { wireServices } from './wire-services.ts';

export { DeploymentError, InstanceFileError };
export type { DeploymentSummary, ResourceProgress };

/** Where the clock stands after deployment when nobody says otherwise: a fixed instant, so that runs repeat. */
const defaultStart = '2026-11-26T13:00:00.000Z';

/** Virtual time before the start in which the deployment happens. */
const deploymentLeadMilliseconds = 10 * 60_000;

export interface SandboxOptions {
  /** A folder written by `cdk synth`, deployed before the sandbox is handed out. @default nothing is deployed */
  readonly assemblyDirectory?: string;
  /** @default sandbox/instance.yaml */
  readonly instanceFile?: string;
  /** Port on 127.0.0.1; one in use is replaced by a free one. @default any free one */
  readonly port?: number;
  /** Same seed, same ids, same run. @default casewarden */
  readonly seed?: string;
  /** Where the virtual clock stands after deployment, ISO-8601. @default `defaultStart` */
  readonly start?: string;
  /** Around every AWS call: faults, quotas. Permissions of the calling role are judged after them. */
  readonly hooks?: readonly CallHook[];
  /** The built web console. @default console/dist */
  readonly consoleDirectory?: string;
  readonly onProgress?: (progress: ResourceProgress) => void;
  /** Aborting it closes the sandbox, also while it is still starting. */
  readonly signal?: AbortSignal;
}

/** A running sandbox. Several can run side by side in one process. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`: what `AWS_ENDPOINT_URL` is set to. */
  readonly endpoint: string;
  readonly port: number;
  /** The wished port, when it was in use. */
  readonly insteadOf: number | undefined;
  readonly kernel: Kernel;
  readonly names: Names;
  readonly views: Views;
  /** The control API as functions. */
  readonly control: Control;
  /** Deploys an assembly, also again or another version of it. @throws DeploymentError */
  deploy(assemblyDirectory: string): Promise<DeploymentSummary>;
  stacks(): ReadonlyMap<string, DeployedStack>;
  /** Id of the Cases domain that is associated with the instance. */
  casesDomain(): string | undefined;
  /** Plays a story from where the clock stands. */
  play(scenario: Scenario, onStep?: (result: StepResult) => void): Promise<ScenarioResult>;
  /** State of every service and partner, for tests and views. */
  snapshot(): Readonly<Record<string, unknown>>;
  /** Ends everything: threads, sockets, timers. Closing twice is harmless. */
  close(): Promise<void>;
}

/** Resources that change nothing in the sandbox. */
const metadataProvider: ResourceProvider = {
  create: ({ stackName, logicalId }) => ({ physicalId: `${stackName}-${logicalId}`, attributes: {} }),
  update: (_request, { physicalId }) => ({ physicalId, attributes: {} }),
  delete: () => undefined,
};

/**
 * Starts an AWS endpoint on this machine's loopback and, when an assembly is given, deploys it. A deployment that fails
 * closes the sandbox. @throws InstanceFileError, DeploymentError
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const instance = readInstanceFile(options.instanceFile ?? fileURLToPath(new URL('./instance.yaml', import.meta.url)));
  const startAt = Date.parse(options.start ?? defaultStart);
  if (Number.isNaN(startAt))
    throw new RangeError(`start must be an instant like ${defaultStart}, got ${options.start}`);

  let endpoint = '';
  const kernel = createKernel({
    start: startAt - deploymentLeadMilliseconds,
    seed: options.seed ?? 'casewarden',
    place: { accountId: instance.account, region: instance.region, partition: 'aws' },
    endpoint: () => endpoint,
  });
  const credentials = createCredentials(kernel.identifiers);
  const wired = wireServices(kernel, instance, credentials);
  const { world, services, partners, desk } = wired;

  const providers = new Map<string, ResourceProvider>([['AWS::CDK::Metadata', metadataProvider]]);
  for (const { resources } of services.values())
    for (const [type, provider] of Object.entries(resources)) providers.set(type, provider);
  const answers = createCustomResourceAnswers(kernel.identifiers, () => endpoint);
  const customResources = createCustomResourceProvider({
    kernel,
    answers,
    functions: () => world.functions,
    stackId: (stackName) => deployer.stackId(stackName),
  });
  const deployer = createDeployer({
    place: kernel.place,
    identifiers: kernel.identifiers,
    providerOf: (type) => providers.get(type) ?? (isCustomResource(type) ? customResources : undefined),
    knownTypes: () => [...providers.keys(), 'Custom::*'].sort(),
    parameterValue(name) {
      const api = services.get('ssm')?.api;
      const answer = api && ownCall(api, 'GetParameters', { Names: [name], WithDecryption: true });
      return (answer as { Parameters?: { Value?: string }[] } | undefined)?.Parameters?.[0]?.Value;
    },
  });

  let known: KnownNames = { fields: new Map(), flows: new Map() };
  const views = createViews(kernel.journal);
  const instanceArn = instanceArnOf(kernel.place, instance);
  const names = createNames(instance, () => known);
  // Made when the port is known.
  const made: { parts?: ControlParts; server?: ReturnType<typeof createControlServer> } = {};
  const consoleFiles = createConsoleFiles(options.consoleDirectory);
  const meter = createCallMeter(kernel.clock, new Set(requestQuotas.map(quotaId)));
  const gateway = createGateway({
    kernel,
    services: [...services.values()].flatMap(({ api }) => api ?? []),
    partners,
    // Those that count and record come first: they hear of every call, whatever another hook does.
    hooks: [meter.hook, createCallRefusals(kernel.journal), ...(options.hooks ?? []), wired.permissionHook],
    credentials,
    control: async (request, response) => {
      if (request.url?.startsWith(answerPath)) return receiveAnswer(request, response, answers);
      if (consoleFiles.handle(request, response)) return true;
      return (await made.server?.handle(request, response)) ?? false;
    },
    home: consolePath,
  });
  const listening = await gateway.listen(options.port ?? 0);
  endpoint = listening.endpoint;
  const client = createOutsideClient({
    endpoint,
    region: instance.region,
    accountId: instance.account,
    instanceId: instance.instance.id,
  });
  const parts: ControlParts = {
    version: packageVersion(),
    run: randomUUID(),
    kernel,
    instance,
    names,
    views,
    hood: createHoodIndex(kernel.journal),
    meter,
    stacks: () => deployer.stacks(),
    service: (name) => services.get(name),
    casesDomain: () => world.cases.domainOfInstance(instanceArn),
    desk,
    client,
    setEventFaults: (faults) => world.events.setFaults(faults),
  };
  const control = createControl(parts);
  const server = createControlServer(parts, control);
  made.server = server;

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    server.close();
    client.close();
    kernel.clock.play(0);
    // Threads first: the clock waits for what they are doing.
    await wired.close();
    await Promise.all([kernel.clock.close(), gateway.close()]);
    views.close();
    options.signal?.removeEventListener('abort', onAbort);
  };
  const sandbox: Sandbox = {
    endpoint,
    port: listening.port,
    insteadOf: listening.insteadOf,
    kernel,
    names,
    views,
    control,
    async deploy(assemblyDirectory) {
      const summary = await deployer.deploy(loadAssembly(assemblyDirectory), options.onProgress);
      known = loadKnownNames(world, instanceArn, deployer.stacks());
      return summary;
    },
    stacks: () => deployer.stacks(),
    casesDomain: () => parts.casesDomain(),
    play: (scenario, onStep) => playScenario(parts, scenario, onStep),
    snapshot: () =>
      Object.fromEntries([
        ...[...services].map(([name, service]) => [name, service.snapshot()] as const),
        ...partners.map((partner) => [partner.name, partner.snapshot()] as const),
      ]),
    close: () => (closing ??= close()),
  };
  const onAbort = (): void => void sandbox.close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    options.signal?.throwIfAborted();
    if (options.assemblyDirectory !== undefined) await sandbox.deploy(options.assemblyDirectory);
    await kernel.clock.runUntil(Math.max(startAt, kernel.clock.now()));
    options.signal?.throwIfAborted();
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  return sandbox;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
