export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly displayName: string | undefined;
  /** Id or ARN of the key that encrypts it. */
  readonly keyId: string | undefined;
  policy: Readonly<Record<string, unknown>> | undefined;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'email';
  readonly endpoint: string;
}

/** Topics and subscriptions, by ARN. */
export interface TopicStore {
  readonly topics: Map<string, Topic>;
  readonly subscriptions: Map<string, Subscription>;
}

export const createTopicStore = (): TopicStore => ({ topics: new Map(), subscriptions: new Map() });
