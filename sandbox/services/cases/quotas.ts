/**
 * Default quotas of Cases. Source:
 * https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#cases-quotas
 */
export const quotas = {
  domains: 5,
  fieldsPerDomain: 500,
  optionsPerField: 500,
  layoutsPerDomain: 100,
  templatesPerDomain: 100,
  fieldsPerLayout: 100,
  relatedItemsPerCase: 200,
  filesPerCase: 50,
  slasPerCase: 10,
  fieldsPerCustomItem: 5,
} as const;

/** How long a write stays invisible to searches. Undocumented; AWS's own samples wait about that long. */
export const searchLagMilliseconds = 5_000;

/** How long a new domain is CreationInProgress. */
export const domainCreationMilliseconds = 3_000;
