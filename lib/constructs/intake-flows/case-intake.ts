import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { Deployment } from '../../deployment.ts';
import {
  caseIntakeModule,
  caseIntakeModuleSettings,
  type CaseIntakeModuleProps,
} from '../../flows/case-intake-module.ts';
import { checkFlow } from '../../flows/lint-flow.ts';
import { stagedName } from '../staged-name.ts';

export interface CaseIntakeProps extends CaseIntakeModuleProps {
  readonly deployment: Deployment;
  /** Name of the intake in the policy file. */
  readonly intake: string;
}

/** Name of the alias that flows call the module by, so that a new version reaches them without a change of theirs. */
const aliasName = 'live';

/** Ids of 36 characters that fit into a description of 500 beside the hash. */
const mostIds = 12;

/**
 * The ids that only the deployment knows, which the hash therefore does not cover: the template's, then those of fields.
 * A template's id changes whenever its domain does, so fields beyond those that fit matter only when one of them alone is
 * replaced, which is when its type changes.
 */
const idsOfDeployment = ({ templateId, fieldIds }: CaseIntakeProps): readonly string[] =>
  [templateId, ...Object.values(fieldIds)].filter((id) => Token.isUnresolved(id)).slice(0, mostIds);

/** The flow module that opens a case, with a version per content and an alias that points to the newest. */
export class CaseIntake extends Construct {
  /** What `InvokeFlowModule` takes: `<module id>:<alias>`. */
  readonly moduleId: string;
  /** Flows that call the module by its alias depend on it: their content refers to the module only. */
  readonly alias: connect.CfnContactFlowModuleAlias;

  constructor(scope: Construct, id: string, props: CaseIntakeProps) {
    super(scope, id);
    const { deployment, intake } = props;
    const document = caseIntakeModule(props);
    checkFlow(`${intake} (case intake)`, document, 'module');
    const stack = Stack.of(this);
    const content = stack.toJsonString(document);
    const settings = JSON.stringify(caseIntakeModuleSettings);
    const resource = new connect.CfnContactFlowModule(this, 'Resource', {
      instanceArn: deployment.instanceArn,
      name: stagedName(deployment.stage, `${intake}-open-case`),
      description: 'Finds or creates the customer profile, creates the case, links the contact. Made by Casewarden.',
      content,
      settings,
    });
    // A version is a snapshot that is only taken again when its description changes. The resolved content is hashed:
    // the text with tokens differs from one synthesis to the next.
    const resolved = JSON.stringify([stack.resolve(content), settings]);
    const hash = createHash('sha256').update(resolved).digest('hex').slice(0, 16);
    const version = new connect.CfnContactFlowModuleVersion(this, 'Version', {
      contactFlowModuleId: resource.attrContactFlowModuleArn,
      description: Fn.join(' ', [`content ${hash}`, ...idsOfDeployment(props)]),
    });
    this.alias = new connect.CfnContactFlowModuleAlias(this, 'Alias', {
      contactFlowModuleId: resource.attrContactFlowModuleArn,
      contactFlowModuleVersion: version.attrVersion,
      name: aliasName,
      description: 'The version that flows call.',
    });
    this.moduleId = Fn.join(':', [Fn.select(3, Fn.split('/', resource.attrContactFlowModuleArn)), aliasName]);
  }
}
