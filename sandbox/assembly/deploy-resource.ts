import { isDeepStrictEqual } from 'node:util';
import type { DeployedResource } from './deployed-stack.ts';
import { DeploymentError, reasonOf } from './deployment-error.ts';
import type { DeploymentRun } from './deployment-run.ts';
import { evaluate, type IntrinsicScope } from './intrinsics.ts';
import type { ProvidedResource, ResourceRequest } from './resource-provider.ts';
import type { TemplateResource } from './template.ts';

function requestFor(
  run: DeploymentRun,
  resource: { stackName: string; logicalId: string; type: string; properties: Readonly<Record<string, unknown>> },
): ResourceRequest {
  const { place } = run.options;
  return {
    stackName: resource.stackName,
    logicalId: resource.logicalId,
    type: resource.type,
    properties: resource.properties,
    assemblyDirectory: run.assembly.directory,
    assetPath(bucket, key) {
      const asset = run.assembly.assets.get(key);
      const named = asset?.bucketName
        .replaceAll('${AWS::AccountId}', place.accountId)
        .replaceAll('${AWS::Region}', place.region)
        .replaceAll('${AWS::Partition}', place.partition);
      if (!asset || named !== bucket)
        throw new Error(`no asset ${key} for bucket ${bucket} in ${run.assembly.directory}; synthesize again`);
      return asset.path;
    },
  };
}

/** Creates, updates or leaves alone one resource. @throws DeploymentError naming it */
export async function deployResource(
  run: DeploymentRun,
  stackName: string,
  logicalId: string,
  template: TemplateResource,
  scope: IntrinsicScope,
): Promise<DeployedResource> {
  const type = template.Type;
  const before = run.before.get(stackName)?.resources.get(logicalId);
  const place = { stackName, logicalId, type };
  const fail = (doing: string, error: unknown): DeploymentError =>
    new DeploymentError(`${stackName}/${logicalId} (${type}) could not be ${doing}: ${reasonOf(error)}`, {
      stackName,
      logicalId,
      resourceType: type,
      cause: error,
    });
  const provider = run.options.providerOf(type)!;
  const retain = (policy: string | undefined): boolean => policy === 'Retain' || policy === 'RetainExceptOnCreate';

  let properties: Readonly<Record<string, unknown>>;
  try {
    properties = evaluate(template.Properties ?? {}, scope) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw fail('resolved', error);
  }
  const request = requestFor(run, { ...place, properties });
  const deployed = (provided: ProvidedResource): DeployedResource => ({
    ...place,
    physicalId: provided.physicalId,
    ref: provided.ref ?? provided.physicalId,
    attributes: provided.attributes,
    properties,
    retain: retain(template.DeletionPolicy),
  });

  // `Retain` keeps also what a failed operation made; `RetainExceptOnCreate` is there to have that deleted.
  // Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  const undoCreation = ({ physicalId }: ProvidedResource): void => {
    if (template.DeletionPolicy === 'Retain')
      run.undo.add(`keep ${stackName}/${logicalId}`, () => run.report(place, 'retain'));
    else run.undo.add(`delete ${stackName}/${logicalId}`, () => provider.delete(request, physicalId));
  };

  const create = async (): Promise<DeployedResource> => {
    try {
      const provided = await provider.create(request);
      undoCreation(provided);
      return deployed(provided);
    } catch (error) {
      throw fail('created', error);
    }
  };

  if (before === undefined) {
    run.report(place, 'create');
    return create();
  }
  if (before.type !== type) {
    run.report(place, 'replace');
    run.leftOver.push(before);
    return create();
  }
  if (isDeepStrictEqual(before.properties, properties)) {
    run.unchanged += 1;
    return { ...before, retain: retain(template.DeletionPolicy) };
  }
  try {
    const { physicalId } = before;
    const provided = await provider.update(request, { physicalId, properties: before.properties });
    const replaced = provided.physicalId !== physicalId;
    run.report(place, replaced ? 'replace' : 'update');
    if (replaced) {
      undoCreation(provided);
      run.leftOver.push({ ...before, retain: retain(template.UpdateReplacePolicy) });
    } else {
      const back = requestFor(run, before);
      run.undo.add(`turn back ${stackName}/${logicalId}`, async () => {
        await provider.update(back, { physicalId, properties });
      });
    }
    return deployed(provided);
  } catch (error) {
    throw fail('updated', error);
  }
}

/** Deletes a resource that is left over, unless its policy says to retain it. @throws DeploymentError */
export async function removeResource(run: DeploymentRun, resource: DeployedResource): Promise<void> {
  if (resource.retain) {
    run.report(resource, 'retain');
    return;
  }
  run.report(resource, 'delete');
  const { stackName, logicalId, type, physicalId } = resource;
  try {
    await run.options.providerOf(type)?.delete(requestFor(run, resource), physicalId);
  } catch (error) {
    const message = `${stackName}/${logicalId} (${type}) could not be deleted: ${reasonOf(error)}`;
    throw new DeploymentError(message, { stackName, logicalId, resourceType: type, cause: error });
  }
}
