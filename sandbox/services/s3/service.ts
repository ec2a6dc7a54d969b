import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createS3Api } from './api.ts';
import { s3Resources } from './resources.ts';
import { BucketStore } from './store.ts';

/** Amazon S3, for files that functions put. Bucket policies are kept, and not judged. */
export function createS3Service(world: World, _instance: InstanceFile): SandboxService {
  const store = new BucketStore(world.kernel);
  return {
    api: createS3Api(store),
    resources: s3Resources(world.kernel, store),
    snapshot: () => store.snapshot(),
  };
}
