import { CloudWatchClient, paginateDescribeAlarms, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { UserError } from '../command.ts';

/** An alarm as `casewarden alarms` shows it; `state` is CloudWatch's: OK, ALARM or INSUFFICIENT_DATA. */
export interface AlarmShown {
  readonly name: string;
  readonly state: string;
  /** ISO-8601 UTC; null when CloudWatch does not tell. */
  readonly since: string | null;
  readonly reason: string;
  readonly description: string;
}

const order = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Sign in as for the AWS CLI (aws sso login, or AWS_PROFILE), or leave --account out.',
  ExpiredTokenException: 'Sign in again (aws sso login).',
  ExpiredToken: 'Sign in again (aws sso login).',
  AccessDenied: 'You need cloudwatch:DescribeAlarms, nothing else.',
  AccessDeniedException: 'You need cloudwatch:DescribeAlarms, nothing else.',
};

/**
 * The alarms of a stage, those that are on first. @param endpoint a sandbox; undefined asks the AWS account with the user's
 * own credentials @throws UserError that says what to do
 */
export async function describeAlarms(stage: string, endpoint: string | undefined): Promise<readonly AlarmShown[]> {
  const client = new CloudWatchClient(
    endpoint === undefined
      ? {}
      : // A sandbox takes any key; its Region does not matter for names.
        {
          endpoint,
          region: 'us-east-1',
          credentials: { accessKeyId: 'casewarden', secretAccessKey: 'casewarden' },
          maxAttempts: 1,
        },
  );
  try {
    const found: MetricAlarm[] = [];
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNamePrefix: `casewarden-${stage}-` }))
      found.push(...(page.MetricAlarms ?? []));
    return found
      .map(shown)
      .toSorted(
        (one, other) => order.indexOf(one.state) - order.indexOf(other.state) || (one.name < other.name ? -1 : 1),
      );
  } catch (error) {
    throw asProblem(error, endpoint);
  } finally {
    client.destroy();
  }
}

const shown = (alarm: MetricAlarm): AlarmShown => ({
  name: alarm.AlarmName ?? '',
  state: alarm.StateValue ?? '',
  since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.toISOString() ?? null,
  reason: alarm.StateReason ?? '',
  description: alarm.AlarmDescription ?? '',
});

function asProblem(error: unknown, endpoint: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  return new UserError(`asking for alarms: ${error.name}: ${error.message}`, {
    cause: error,
    next:
      advice[error.name] ??
      (endpoint === undefined
        ? 'Nothing was changed. See that AWS_REGION is the Region of the deployment; run it again.'
        : 'See whether the sandbox still runs: npm start.'),
  });
}
