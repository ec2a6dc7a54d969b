import type { CustomResourceAnswer } from '../contract/custom-resource-request.ts';

/*
 * What the functions that run at deployment need of the outside world. Interfaces only. Every writing call is preceded by a
 * look, so that a repetition changes nothing.
 */

/** CloudFormation, waiting for the answer of a custom resource. */
export interface DeploymentAnswers {
  put(responseUrl: string, answer: CustomResourceAnswer): Promise<void>;
}

/** Customer Profiles domains of the account. */
export interface ProfilesDomains {
  /** Name of the domain to which the instance is associated, if any. */
  associatedWith(instanceArn: string): Promise<string | undefined>;
  exists(domainName: string): Promise<boolean>;
  /** @throws MadeMeanwhileError when it exists by now */
  create(domainName: string): Promise<void>;
  associate(domainName: string, instanceArn: string): Promise<void>;
}

export interface CasesDomain {
  readonly domainId: string;
  readonly domainArn: string;
  readonly name: string;
  readonly status: 'Active' | 'CreationInProgress' | 'CreationFailed';
}

/** Cases domains of the account. */
export interface CasesDomains {
  named(name: string): Promise<CasesDomain | undefined>;
  /** @returns undefined when there is none */
  withId(domainId: string): Promise<CasesDomain | undefined>;
  /** Begins to make a domain. @returns its id. @throws MadeMeanwhileError when the name is taken by now */
  create(name: string): Promise<string>;
}

export type AssociationType = 'CASES_DOMAIN' | 'EVENT';

/** One integration association of an instance. */
export interface ConnectAssociation {
  readonly associationId: string;
  readonly integrationArn: string;
  /** `CASES` for the association that lets cases drive rules. */
  readonly sourceType: string | undefined;
}

export interface ConnectAssociations {
  list(instanceArn: string, type: AssociationType): Promise<readonly ConnectAssociation[]>;
  /** @returns the id. @throws MadeMeanwhileError when it exists by now */
  create(instanceArn: string, type: AssociationType, integrationArn: string): Promise<string>;
  /** Removes the association; one that has gone already is no error. */
  remove(instanceArn: string, associationId: string): Promise<void>;
}

export interface FieldOption {
  readonly value: string;
  readonly name: string;
  readonly active: boolean;
}

/** Which changes of cases become events, and what they carry. */
export interface EventConfiguration {
  readonly enabled: boolean;
  readonly fieldIds: readonly string[];
  readonly includesRelatedItemContent: boolean;
}

/** What CloudFormation has no type for in a Cases domain. */
export interface CaseSchema {
  options(domainId: string, fieldId: string): Promise<readonly FieldOption[]>;
  /** Adds options, or changes the name of those that are there; never removes one. */
  putOptions(domainId: string, fieldId: string, options: readonly FieldOption[]): Promise<void>;
  eventConfiguration(domainId: string): Promise<EventConfiguration>;
  putEventConfiguration(domainId: string, configuration: EventConfiguration): Promise<void>;
}

export interface PolicyRows {
  /** SHA-256 of the text, in hexadecimal digits. */
  hash(policy: string): string;
  /** Stores an immutable row; the same row again changes nothing. @throws ConflictingSetupError when another text stands there */
  store(hash: string, policy: string): Promise<void>;
}
