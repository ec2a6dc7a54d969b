import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { accepts, acknowledgementsOf, type Acknowledgement } from './acknowledge.ts';

/**
 * A pack of cdk-nag whose report leaves out what `acknowledge` has accepted. cdk-nag's own acknowledgements compare whole
 * texts, in which a reference to another stack is the JSON of an intrinsic function that only exists after synthesis.
 */
export class AcknowledgingPack implements IPolicyValidationPlugin {
  readonly name: string;
  private readonly pack: NagPack;
  private readonly used = new Set<Acknowledgement>();

  constructor(pack: NagPack) {
    this.pack = pack;
    this.name = pack.name;
  }

  /** The acknowledgements that accepted at least one finding of the last validation. */
  get usedAcknowledgements(): ReadonlySet<Acknowledgement> {
    return this.used;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.validateScope(context.appConstruct);
  }

  /** Validates what is below a construct, without the rest of a synthesis. */
  validateScope(scope: IConstruct): PolicyValidationPluginReport {
    this.used.clear();
    const byPath = new Map(scope.node.findAll().map((construct) => [construct.node.path, construct]));
    const violations = this.pack
      .validateScope(scope)
      .violations.map((violation) => ({
        ...violation,
        violatingResources: violation.violatingResources.filter(
          (resource) => !this.isAccepted(byPath.get(resource.constructPath ?? ''), violation.ruleName),
        ),
      }))
      .filter((violation) => violation.violatingResources.length > 0);
    return { success: violations.length === 0, violations };
  }

  private isAccepted(construct: IConstruct | undefined, ruleName: string): boolean {
    for (const scope of construct?.node.scopes ?? []) {
      for (const acknowledgement of acknowledgementsOf(scope)) {
        if (accepts(acknowledgement, ruleName)) {
          this.used.add(acknowledgement);
          return true;
        }
      }
    }
    return false;
  }
}
