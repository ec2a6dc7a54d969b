import type { Construct } from 'constructs';
import { ensureCaseSchemaSpec } from '../../../lambda/handlers/ensure-case-schema/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

/** The function that merges field options and the event configuration into a Cases domain. */
export function ensureCaseSchemaFunction(
  scope: Construct,
  id: string,
  props: { readonly bundles: HandlerBundles; readonly casesDomainArn: string },
): SpecFunction<(typeof ensureCaseSchemaSpec)['env']> {
  const ensure = new SpecFunction(scope, id, {
    spec: ensureCaseSchemaSpec,
    bundles: props.bundles,
    environment: {},
    invoker: { by: 'cloudformation' },
  });
  ensure.allow(['cases:GetCaseEventConfiguration', 'cases:PutCaseEventConfiguration'], [props.casesDomainArn]);
  ensure.allow(
    ['cases:BatchPutFieldOptions', 'cases:ListFieldOptions'],
    [props.casesDomainArn, `${props.casesDomainArn}/field/*`],
  );
  acknowledge(ensure.role, {
    rule: 'AwsSolutions-IAM5',
    findingEndsWith: '/field/*',
    reason: 'Only fields of our Cases domain; the function exists before the fields whose options it sets.',
  });
  return ensure;
}
