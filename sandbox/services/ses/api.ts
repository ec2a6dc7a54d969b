import * as schemas from '@aws-sdk/client-sesv2';
import type * as ses from '@aws-sdk/client-sesv2';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { pageOf } from '../shared/pages.ts';
import { sendMail } from './send-mail.ts';
import { isDomain, type Identity, type SesStore } from './store.ts';

const pageSize = 100;
const badRequest = (message: string) => new AwsError('BadRequestException', message);

const statusOf = ({ verified }: Identity) => (verified ? 'SUCCESS' : 'PENDING');
const typeOf = ({ name }: Identity) => (isDomain(name) ? 'DOMAIN' : 'EMAIL_ADDRESS');

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** SES's API (version 2) over a store. */
export function createSesApi(world: World, store: SesStore): AwsService {
  const quota = () => {
    const since = world.kernel.clock.now() - dayMilliseconds;
    const recent = store.mailbox.filter(({ at }) => Date.parse(at) > since);
    const sent = recent.reduce((sum, { to, cc, bcc }) => sum + to.length + cc.length + bcc.length, 0);
    const [Max24HourSend, MaxSendRate] = store.inSandbox ? [200, 1] : [50_000, 14];
    return { Max24HourSend, MaxSendRate, SentLast24Hours: sent };
  };
  return {
    signingName: 'ses',
    title: 'Amazon SES',
    protocol: 'restJson1',
    schemas,
    operations: {
      SendEmail: (input: ses.SendEmailCommandInput) => sendMail(world, store, input),
      GetAccount: () => ({
        ProductionAccessEnabled: !store.inSandbox,
        SendingEnabled: true,
        EnforcementStatus: 'HEALTHY',
        DedicatedIpAutoWarmupEnabled: false,
        SendQuota: quota(),
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      }),
      GetEmailIdentity(input: ses.GetEmailIdentityCommandInput) {
        const identity = store.identity(input.EmailIdentity ?? '');
        return {
          IdentityType: typeOf(identity),
          VerifiedForSendingStatus: identity.verified,
          VerificationStatus: statusOf(identity),
          FeedbackForwardingStatus: true,
          DkimAttributes: { SigningEnabled: true, Status: statusOf(identity) },
          Policies: {},
          Tags: [],
          ...(identity.configurationSet === undefined ? {} : { ConfigurationSetName: identity.configurationSet }),
        };
      },
      ListEmailIdentities(input: ses.ListEmailIdentitiesCommandInput) {
        const all = [...store.identities.values()];
        const { items, nextToken } = pageOf(all, input.NextToken, input.PageSize ?? pageSize, badRequest);
        return {
          EmailIdentities: items.map((identity) => ({
            IdentityType: typeOf(identity),
            IdentityName: identity.name,
            SendingEnabled: identity.verified,
            VerificationStatus: statusOf(identity),
          })),
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
      CreateConfigurationSet(input: ses.CreateConfigurationSetCommandInput) {
        const { ConfigurationSetName: name, Tags: _tags, ...options } = input;
        store.createConfigurationSet(name ?? '', options);
        return {};
      },
      GetConfigurationSet(input: ses.GetConfigurationSetCommandInput) {
        const set = store.configurationSet(input.ConfigurationSetName ?? '');
        return {
          ...set.options,
          ConfigurationSetName: set.name,
          SendingOptions: { SendingEnabled: set.sendingEnabled },
        };
      },
      PutSuppressedDestination(input: ses.PutSuppressedDestinationCommandInput) {
        store.suppressed.add(input.EmailAddress ?? '');
        return {};
      },
      DeleteSuppressedDestination(input: ses.DeleteSuppressedDestinationCommandInput) {
        if (store.suppressed.delete(input.EmailAddress ?? '')) return {};
        throw new AwsError(
          'NotFoundException',
          `Email address ${input.EmailAddress} does not exist on your suppression list.`,
          { statusCode: 404 },
        );
      },
    },
  };
}
