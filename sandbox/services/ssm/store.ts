import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError } from '../../kernel/service.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly version: number;
  readonly changedAt: number;
  readonly description: string | undefined;
}

/** Version of the CDK bootstrap stack that an account of today has. */
const bootstrapVersion = '31';
const bootstrapName = /^\/cdk-bootstrap\/[A-Za-z0-9_-]{1,10}\/version$/;
const validName = /^[A-Za-z0-9_.\-/]{1,1011}$/;
const largestStandardBytes = 4096;

export class SsmStore {
  readonly #kernel: Kernel;
  readonly #parameters = new Map<string, Parameter>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  #arn(name: string): string {
    return arnOf(this.#kernel.place, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);
  }

  /**
   * By name or ARN. Templates of the CDK name the version of the bootstrap stack, whatever its qualifier: it is always
   * there.
   */
  find(nameOrArn: string): Parameter | undefined {
    const name = nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf(':parameter') + 10) : nameOrArn;
    const parameter = this.#parameters.get(name) ?? this.#parameters.get(name.replace(/^\//, ''));
    if (parameter || !bootstrapName.test(name)) return parameter;
    return {
      name,
      arn: this.#arn(name),
      type: 'String',
      value: bootstrapVersion,
      version: 1,
      changedAt: 0,
      description: undefined,
    };
  }

  /** @throws AwsError ParameterNotFound */
  parameter(name: string | undefined): Parameter {
    const parameter = name === undefined ? undefined : this.find(name);
    if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return parameter;
  }

  /** @throws AwsError ParameterAlreadyExists, ValidationException */
  put(given: {
    name: string;
    type: ParameterType | undefined;
    value: string;
    description: string | undefined;
    overwrite: boolean;
  }): Parameter {
    const existing = this.#parameters.get(given.name);
    if (existing && !given.overwrite)
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    const type = given.type ?? existing?.type;
    if (!type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    if (!validName.test(given.name))
      throw new AwsError(
        'ValidationException',
        'Parameter name: can\'t be prefixed with "ssm" (case-insensitive) and may hold letters, digits and the signs . - _ / only',
      );
    if (given.value === '' || Buffer.byteLength(given.value) > largestStandardBytes)
      throw new AwsError(
        'ValidationException',
        `Standard tier parameters support a maximum parameter value of ${largestStandardBytes} characters, and at least 1.`,
      );
    const parameter: Parameter = {
      name: given.name,
      arn: this.#arn(given.name),
      type,
      value: given.value,
      version: (existing?.version ?? 0) + 1,
      changedAt: this.#kernel.clock.now(),
      description: given.description ?? existing?.description,
    };
    this.#parameters.set(given.name, parameter);
    return parameter;
  }

  delete(name: string): void {
    this.#parameters.delete(name);
  }

  parameters(): readonly Parameter[] {
    return [...this.#parameters.values()].sort((one, two) => (one.name < two.name ? -1 : 1));
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      parameters: this.parameters().map(({ value, ...rest }) => ({
        ...rest,
        value: rest.type === 'SecureString' ? '(secure)' : value,
      })),
    };
  }
}
