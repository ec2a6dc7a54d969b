import { expect, test } from 'vitest';
import { casesRegions } from '../../lambda/contract/cases-regions.ts';
import { arnOf, caseUrlTemplate, deploymentOf } from '../../lib/deployment.ts';
import { deployment, firstDesk, firstDeskWith, settings } from './support/first-desk.ts';

const withInstance = (instance: string) => firstDeskWith({ connect: { ...firstDesk.policy.connect, instance } });
const instanceIn = (region: string) =>
  `arn:aws:connect:${region}:111122223333:instance/11111111-2222-3333-4444-555555555555`;

test('account and Region come from the ARN of the Connect instance', () => {
  expect(deployment).toMatchObject({
    partition: 'aws',
    region: 'ap-northeast-1',
    accountId: '111122223333',
    instanceId: '11111111-2222-3333-4444-555555555555',
    instanceAlias: 'first-desk',
  });
  expect(arnOf(deployment, 'ses', 'identity/x')).toBe('arn:aws:ses:ap-northeast-1:111122223333:identity/x');
});

test('links to cases keep the placeholder that functions fill in', () => {
  expect(caseUrlTemplate(deployment)).toBe('https://first-desk.my.connect.aws/cases/agent-app/case-detail/{caseId}');
});

test.each(['us-east-2', 'eu-west-1', 'us-gov-west-1', 'ap-northeast-3'])(
  'Region %s, which has no Cases, is refused with the list of those that have',
  (region) => {
    expect(() => deploymentOf(withInstance(instanceIn(region)), settings)).toThrow(
      new RegExp(`does not exist in Region ${region}; it exists in .*ap-northeast-1`),
    );
  },
);

test.each(casesRegions)('Region %s is accepted', (region) => {
  expect(deploymentOf(withInstance(instanceIn(region)), settings).region).toBe(region);
});

test('an ARN of something else is refused', () => {
  expect(() => deploymentOf(withInstance('arn:aws:s3:::bucket'), settings)).toThrow(/must be the ARN/);
});
