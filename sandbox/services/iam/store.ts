/** A policy document in either of its two forms: one statement or several. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly roleId: string;
  readonly trust: PolicyDocument;
  /** Policies of the role's own `Policies` property, by name. */
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary: string | undefined;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
  /** Roles that the policy itself names. */
  readonly roles: readonly string[];
}

/** An AWS::IAM::Policy: an inline policy that stands beside its roles in the template. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  readonly document: PolicyDocument;
  readonly roles: readonly string[];
}

export interface IamStore {
  /** By name. */
  readonly roles: Map<string, Role>;
  /** By physical id. */
  readonly policies: Map<string, AttachedPolicy>;
  /** By ARN. */
  readonly managed: Map<string, ManagedPolicy>;
  /** Another number after every change: what was concluded before it may not hold any more. */
  revision(): number;
}

/** A map that tells of every change. */
class WatchedMap<Value> extends Map<string, Value> {
  readonly #changed: () => void;

  constructor(changed: () => void) {
    super();
    this.#changed = changed;
  }

  override set(key: string, value: Value): this {
    this.#changed();
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#changed();
    return super.delete(key);
  }

  override clear(): void {
    this.#changed();
    super.clear();
  }
}

export function createIamStore(): IamStore {
  let revision = 0;
  const changed = (): void => void (revision += 1);
  return {
    roles: new WatchedMap(changed),
    policies: new WatchedMap(changed),
    managed: new WatchedMap(changed),
    revision: () => revision,
  };
}

/**
 * The identity policies of a role that this sandbox knows; undefined when the role is unknown. Policies managed by AWS
 * are not known: their ARNs are in `unknownPolicyArns`.
 */
export function policiesOfRole(
  store: IamStore,
  roleArn: string,
): { documents: readonly PolicyDocument[]; unknownPolicyArns: readonly string[] } | undefined {
  const role = [...store.roles.values()].find(({ arn }) => arn === roleArn);
  if (!role) return undefined;
  const attached = [...store.policies.values(), ...store.managed.values()].filter(({ roles }) =>
    roles.includes(role.name),
  );
  const named = role.managedPolicyArns.map((arn) => [arn, store.managed.get(arn)] as const);
  return {
    documents: [
      ...Object.values(role.inline),
      ...attached.map(({ document }) => document),
      ...named.flatMap(([, policy]) => (policy ? [policy.document] : [])),
    ],
    unknownPolicyArns: named.flatMap(([arn, policy]) => (policy ? [] : [arn])),
  };
}
