import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import type { Association, ConnectStore } from './store.ts';

export interface NewAssociation {
  readonly integrationType: string;
  readonly integrationArn: string;
  readonly sourceType: string | undefined;
}

/** What the sandbox knows how to associate. LAMBDA_FUNCTION only through CloudFormation, as the API has AssociateLambdaFunction for it. */
export const associationTypes = ['CASES_DOMAIN', 'EVENT', 'LAMBDA_FUNCTION'] as const;
/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/feature-limits.html */
const mostEventAssociations = 10;

/**
 * Associates the instance with something that exists. @throws AwsError DuplicateResourceException when it is associated
 * already (a second Cases domain counts as that), ResourceNotFoundException when it does not exist.
 */
export function createAssociation(world: World, store: ConnectStore, given: NewAssociation): Association {
  const existing = [...store.associations.values()].filter(
    ({ integrationType }) => integrationType === given.integrationType,
  );
  const duplicate = existing.find(
    ({ integrationArn }) => integrationArn === given.integrationArn || given.integrationType === 'CASES_DOMAIN',
  );
  checkTarget(world, given);
  if (duplicate)
    throw new AwsError(
      'DuplicateResourceException',
      `The instance already has a ${given.integrationType} association with ${duplicate.integrationArn}`,
      { statusCode: 409 },
    );
  if (given.integrationType === 'EVENT' && existing.length >= mostEventAssociations)
    throw new AwsError(
      'LimitExceededException',
      `An instance has at most ${mostEventAssociations} EVENT associations`,
      {
        statusCode: 429,
      },
    );
  const id = world.kernel.identifiers.uuid();
  const association: Association = { ...given, id, arn: `${store.instanceArn}/integration-association/${id}` };
  store.associations.set(id, association);
  return association;
}

function checkTarget(world: World, { integrationType, integrationArn, sourceType }: NewAssociation): void {
  switch (integrationType) {
    case 'CASES_DOMAIN':
      requireNoSource(integrationType, sourceType);
      world.cases.call('GetDomain', { domainId: integrationArn.split('/').at(-1) });
      return;
    case 'EVENT':
      if (sourceType !== 'CASES')
        throw new AwsError(
          'InvalidParameterException',
          `The sandbox associates event integrations with SourceType CASES only, got ${sourceType ?? 'none'}`,
        );
      if (!world.appIntegrations.eventIntegration(integrationArn))
        throw new AwsError('ResourceNotFoundException', `There is no event integration ${integrationArn}`, {
          statusCode: 404,
        });
      return;
    case 'LAMBDA_FUNCTION':
      requireNoSource(integrationType, sourceType);
      return;
    default:
      throw new AwsError(
        'InvalidParameterException',
        `The sandbox does not support IntegrationType ${integrationType}; supported are ${associationTypes.join(', ')}`,
      );
  }
}

function requireNoSource(integrationType: string, sourceType: string | undefined): void {
  if (sourceType !== undefined)
    throw new AwsError('InvalidParameterException', `SourceType is for EVENT associations, not for ${integrationType}`);
}
