import { createCredentials, type Credentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway } from '../../sandbox/gateway/gateway.ts';
import type { AwsService } from '../../sandbox/kernel/service.ts';
import { testWorld, type TestWorld } from './sandbox-kernel.ts';

export interface ServedWorld {
  readonly world: TestWorld;
  readonly credentials: Credentials;
  readonly endpoint: string;
  /** Configuration of a real SDK client that talks to the world's services. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  close(): Promise<void>;
}

/** A `testWorld` whose services stand behind a real gateway on loopback. Close it after the test. */
export async function servedWorld(
  services: (world: TestWorld, credentials: Credentials) => readonly AwsService[],
  options: { start?: string | number; seed?: string } = {},
): Promise<ServedWorld> {
  let endpoint = '';
  const world = testWorld({ ...options, endpoint: () => endpoint });
  const credentials = createCredentials(world.kernel.identifiers);
  const gateway = createGateway({
    kernel: world.kernel,
    services: services(world, credentials),
    partners: [],
    hooks: [],
    credentials,
  });
  ({ endpoint } = await gateway.listen());
  return {
    world,
    credentials,
    endpoint,
    client: {
      endpoint,
      region: world.kernel.place.region,
      credentials: { accessKeyId: 'outside', secretAccessKey: 'secret' },
      maxAttempts: 1,
    },
    close: () => gateway.close(),
  };
}
