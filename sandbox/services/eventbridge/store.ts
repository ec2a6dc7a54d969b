import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError } from '../../kernel/service.ts';
import type { CompiledPattern } from './pattern/compile-pattern.ts';

export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly deadLetterQueueArn: string | undefined;
  readonly input: string | undefined;
  readonly inputPath: string | undefined;
  readonly inputTransformer:
    | { readonly paths: Readonly<Record<string, string>>; readonly template: string }
    | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly description: string | undefined;
  readonly enabled: boolean;
  /** JSON text as the template gave it. */
  readonly patternText: string;
  readonly pattern: CompiledPattern;
  readonly targets: readonly Target[];
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly rules: Map<string, Rule>;
  /** Statements of `AWS::Events::EventBusPolicy`, kept and not judged. */
  readonly policies: Map<string, unknown>;
}

/** Buses of the account in one Region; `default` is always there. */
export class EventBridgeStore {
  readonly #kernel: Kernel;
  readonly #buses = new Map<string, Bus>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.createBus('default', undefined);
  }

  #arn(resource: string): string {
    return arnOf(this.#kernel.place, 'events', resource);
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  createBus(name: string, description: string | undefined): Bus {
    if (this.#buses.has(name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const bus: Bus = {
      name,
      arn: this.#arn(`event-bus/${name}`),
      description,
      createdAt: this.#kernel.clock.now(),
      rules: new Map(),
      policies: new Map(),
    };
    this.#buses.set(name, bus);
    return bus;
  }

  /** @throws AwsError ValidationException while rules hang on it */
  deleteBus(name: string): void {
    const bus = this.#buses.get(name);
    if (bus && bus.rules.size > 0)
      throw new AwsError('ValidationException', `Event bus ${name} can't be deleted since it has rules.`);
    this.#buses.delete(name);
  }

  findBus(nameOrArn: string): Bus | undefined {
    return this.#buses.get(nameOrArn) ?? [...this.#buses.values()].find(({ arn }) => arn === nameOrArn);
  }

  /** By name or ARN. @throws AwsError ResourceNotFoundException */
  bus(nameOrArn = 'default'): Bus {
    const bus = this.findBus(nameOrArn);
    if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`);
    return bus;
  }

  ruleArn(bus: Bus, name: string): string {
    return this.#arn(bus.name === 'default' ? `rule/${name}` : `rule/${bus.name}/${name}`);
  }

  /** @throws AwsError ResourceNotFoundException */
  rule(name: string, busName: string | undefined): Rule {
    const bus = this.bus(busName);
    const rule = bus.rules.get(name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
    return rule;
  }

  buses(): readonly Bus[] {
    return [...this.#buses.values()];
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      buses: this.buses().map(({ name, arn, rules, policies }) => ({
        name,
        arn,
        rules: [...rules.values()].map(({ pattern: _compiled, ...rule }) => rule),
        policies: [...policies.values()],
      })),
    };
  }
}
