import type { CasesContext } from '../context.ts';
import { invalid } from '../errors.ts';

const profileArn = /^arn:aws[a-z-]*:profile:([a-z0-9-]+):(\d{12}):domains\/([A-Za-z0-9_-]+)\/profiles\/([a-f0-9]{32})$/;

/**
 * A case belongs to a profile that exists, named by its whole ARN.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateCase.html
 * @throws AwsError ValidationException
 */
export function checkCustomer(cases: CasesContext, customerId: string): void {
  const match = profileArn.exec(customerId);
  if (!match)
    throw invalid(
      `customer_id must be the ARN of a profile such as arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/profiles/32-HEX-DIGITS, got "${customerId.slice(0, 120)}".`,
    );
  const [, region, account, domain, profileId] = match;
  const { place } = cases.world.kernel;
  if (region !== place.region || account !== place.accountId || !profileExists(cases, domain!, profileId!))
    throw invalid(`customer_id names a profile that does not exist: ${customerId}.`);
}

function profileExists({ world }: CasesContext, domainName: string, profileId: string): boolean {
  const answer = world.profiles.call('BatchGetProfile', { DomainName: domainName, ProfileIds: [profileId] });
  return ((answer as { Profiles?: readonly unknown[] } | undefined)?.Profiles?.length ?? 0) > 0;
}
