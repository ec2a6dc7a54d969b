import './clocks.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useSaid, useWords } from '../../../language/words.ts';
import { Failure } from '../../../parts/failure.tsx';
import { Instant } from '../../../parts/instant.tsx';
import { ClockCard } from './clock-card.tsx';
import { clockWords } from './clock-words.ts';
import type { Explanation } from './explanation.ts';
import { PolicyRows } from './policy-rows.tsx';
import { useExplanation } from './use-explanation.ts';

/** Why the clocks of the case are as they are: each as a bar, what comes next, and which policy applies. */
export function ClocksTab({ caseId }: { readonly caseId: string }) {
  const said = useWords(clockWords);
  const words = useSaid();
  const { data, failure } = useExplanation(caseId);
  if (data === undefined) return failure === undefined ? <Spinner size="large" /> : <Failure failure={failure} />;
  if ('unknown' in data)
    return (
      <Alert type="info" header={said.unknown}>
        {words(data.reason)}
      </Alert>
    );
  // The cycle that counts now is what people look for.
  const clocks = data.clocks.toReversed();
  return (
    <SpaceBetween size="l">
      <Failure failure={failure} />
      <Ahead explanation={data} />
      {clocks.map((clock) => (
        <ClockCard
          key={`${clock.kind}:${clock.policy}:${clock.cycle}`}
          clock={clock}
          now={data.now}
          timeZone={data.timeZone}
        />
      ))}
      <PolicyRows rows={data.rows} />
    </SpaceBetween>
  );
}

function Ahead({ explanation: { next, whyNothing, clocks } }: { readonly explanation: Explanation }) {
  const said = useWords(clockWords);
  const words = useSaid();
  return (
    <Container
      header={
        <Header variant="h2" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {clocks.length === 0 ? <Box>{said.none}</Box> : null}
        {whyNothing.length === 0 ? null : (
          <div>
            <Box variant="h3">{said.whyNothing}</Box>
            {whyNothing.map((sentence) => (
              <div key={sentence.en}>{words(sentence)}</div>
            ))}
          </div>
        )}
        <div>
          <Box variant="h3">{said.next}</Box>
          {next.length === 0 ? (
            <Box color="text-body-secondary">{said.nothingNext}</Box>
          ) : (
            <ul className="cw-plain-list">
              {next.map(({ at, words: sentence }) => (
                <li key={`${at}${sentence.en}`}>
                  <Instant at={at} withZone /> {words(sentence)}
                </li>
              ))}
            </ul>
          )}
        </div>
      </SpaceBetween>
    </Container>
  );
}
