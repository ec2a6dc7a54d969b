import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { MailRequest } from './read-mail.ts';
import { AwsError } from '../../kernel/service.ts';

/** A sender that SES knows: a domain (with its subdomains) or one address. */
export interface Identity {
  readonly name: string;
  readonly verified: boolean;
  readonly configurationSet: string | undefined;
}

/** Where a configuration set tells of what becomes of its mails; the sandbox knows EventBridge only. */
export interface EventDestination {
  readonly name: string;
  readonly enabled: boolean;
  /** Upper case, as the API writes them: `SEND`, `DELIVERY`. */
  readonly eventTypes: readonly string[];
  readonly busArn: string;
}

export interface ConfigurationSet {
  readonly name: string;
  /** Options of the API, kept as given. */
  options: Readonly<Record<string, unknown>>;
  sendingEnabled: boolean;
  readonly destinations: Map<string, EventDestination>;
}

export interface Mail extends Omit<MailRequest, 'fromAddress'> {
  readonly messageId: string;
  readonly at: string;
  /** Recipients on the suppression list: accepted, and nothing was sent to them. */
  readonly suppressed: readonly string[];
}

export const isDomain = (identity: string): boolean => !identity.includes('@');

export class SesStore {
  readonly #kernel: Kernel;
  readonly inSandbox: boolean;
  readonly identities = new Map<string, Identity>();
  readonly configurationSets = new Map<string, ConfigurationSet>();
  readonly suppressed = new Set<string>(['suppressionlist@simulator.amazonses.com']);
  readonly mailbox: Mail[] = [];

  constructor(kernel: Kernel, inSandbox: boolean) {
    this.#kernel = kernel;
    this.inSandbox = inSandbox;
  }

  arn(resource: string): string {
    return arnOf(this.#kernel.place, 'ses', resource);
  }

  /** The verified identity that covers an address: the address itself, its domain or a domain above that. */
  verifiedIdentity(address: string): Identity | undefined {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const candidates = [address, ...domain.split('.').map((_, index, labels) => labels.slice(index).join('.'))];
    return candidates.map((name) => this.identities.get(name)).find((identity) => identity?.verified);
  }

  /** @throws AwsError AlreadyExistsException, BadRequestException */
  createConfigurationSet(name: string, options: ConfigurationSet['options']): ConfigurationSet {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
      throw new AwsError(
        'BadRequestException',
        `Invalid configuration set name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed, at most 64.`,
      );
    if (this.configurationSets.has(name))
      throw new AwsError('AlreadyExistsException', `Configuration set <${name}> already exists.`);
    const set: ConfigurationSet = { name, options: {}, sendingEnabled: true, destinations: new Map() };
    this.configurationSets.set(name, set);
    this.setOptions(set, options);
    return set;
  }

  setOptions(set: ConfigurationSet, options: ConfigurationSet['options']): void {
    set.options = options;
    const sending = options.SendingOptions as { SendingEnabled?: boolean } | undefined;
    set.sendingEnabled = sending?.SendingEnabled ?? true;
  }

  /** @throws AwsError NotFoundException */
  configurationSet(name: string): ConfigurationSet {
    const set = this.configurationSets.get(name);
    if (!set)
      throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`, { statusCode: 404 });
    return set;
  }

  /** @throws AwsError NotFoundException */
  identity(name: string): Identity {
    const identity = this.identities.get(name);
    if (!identity)
      throw new AwsError('NotFoundException', `Email identity ${name} does not exist.`, { statusCode: 404 });
    return identity;
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      inSandbox: this.inSandbox,
      identities: [...this.identities.values()],
      configurationSets: [...this.configurationSets.values()].map(({ destinations, ...set }) => ({
        ...set,
        destinations: [...destinations.values()],
      })),
      suppressed: [...this.suppressed],
      mailbox: this.mailbox,
    };
  }
}
