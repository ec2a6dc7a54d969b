import type { DeployedStack } from '../assembly/deployed-stack.ts';
import type { InstanceFile } from '../kernel/instance-file.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SandboxService } from '../kernel/world.ts';
import type { AgentDesk } from '../services/connect/desk.ts';
import type { CallMeter } from './call-meter.ts';
import type { HoodIndex } from './hood-index.ts';
import type { Names } from './names.ts';
import type { Views } from './views.ts';

/** What the control API looks at and acts through. */
export interface ControlParts {
  readonly version: string;
  /** Chance, another one at each start: tells a page that the sandbox behind the address is not the one it knew. */
  readonly run: string;
  readonly kernel: Kernel;
  readonly instance: InstanceFile;
  readonly names: Names;
  readonly views: Views;
  readonly hood: HoodIndex;
  readonly meter: CallMeter;
  stacks(): ReadonlyMap<string, DeployedStack>;
  /** A service by its folder's name. */
  service(name: string): SandboxService | undefined;
  /** The Cases domain that is associated with the instance. */
  casesDomain(): string | undefined;
  /** What agents and the customers of chats do, and who is on duty. */
  readonly desk: AgentDesk;
  /** The AWS APIs as a client outside would use them, over the loopback port. */
  readonly client: OutsideClient;
}

/** What a customer and a user do, by the same API calls as in the real world. */
export interface OutsideClient {
  startChat(chat: {
    flowId: string;
    customer: string;
    answers: Readonly<Record<string, string>>;
    token: string;
  }): Promise<string>;
  updateCase(change: {
    domainId: string;
    caseId: string;
    userArn: string;
    fields: Readonly<Record<string, string>>;
  }): Promise<void>;
  /** Puts an agent into the status in which contacts are routed to them, or offline. */
  putDuty(change: { userId: string; onDuty: boolean }): Promise<void>;
  close(): void;
}
