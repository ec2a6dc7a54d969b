import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createDynamoDbApi } from './api.ts';
import { dynamoDbResources } from './resources.ts';
import { DynamoDbStore } from './store.ts';

/** DynamoDB: tables come from templates only, so it starts empty. */
export function createDynamoDbService(world: World, _instance: InstanceFile): SandboxService {
  const store = new DynamoDbStore(world.kernel);
  return {
    api: createDynamoDbApi(store),
    resources: dynamoDbResources(world.kernel, store),
    snapshot: () => store.snapshot(),
  };
}
