/**
 * Regions that have an endpoint of Amazon Connect Cases; a policy whose instance is elsewhere is refused.
 * Source: https://docs.aws.amazon.com/general/latest/gr/connect_region.html
 */
export const casesRegions = [
  'af-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-2',
  'us-east-1',
  'us-west-2',
] as const;

export type CasesRegion = (typeof casesRegions)[number];

/** True when Amazon Connect Cases exists in the Region. */
export function hasCases(region: string): region is CasesRegion {
  return casesRegions.some((known) => known === region);
}
