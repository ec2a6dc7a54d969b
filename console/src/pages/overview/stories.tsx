import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useSaid, useWords } from '../../language/words.ts';
import { useClockMode } from '../../live/clock.ts';
import { useAction, useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { overviewWords } from './overview-words.ts';

/** Stories that come with the sandbox, each with a button that plays it. */
export function Stories() {
  const said = useWords(overviewWords);
  const words = useSaid();
  const { data } = useControl('scenarios', {}, 'never');
  const { jumping } = useClockMode();
  const run = useAction('runScenario');
  const missing = run.data?.steps.filter(({ outcome }) => outcome !== 'happened').length ?? 0;
  return (
    <Container
      header={
        <Header variant="h2" description={said.storiesText}>
          {said.stories}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <ul className="cw-plain-list">
          {data?.scenarios.map(({ name, title }) => (
            <li key={name}>
              <SpaceBetween size="s" direction="horizontal" alignItems="center">
                <Button
                  ariaLabel={`${said.play}: ${words(title)}`}
                  loading={run.isPending && run.variables.name === name}
                  disabled={jumping || run.isPending}
                  onClick={() => run.mutate({ name })}
                >
                  {said.play}
                </Button>
                {words(title)}
              </SpaceBetween>
            </li>
          ))}
        </ul>
        <div role="status">
          {run.isPending ? <StatusIndicator type="loading">{said.playing}</StatusIndicator> : null}
          {run.data === undefined ? null : (
            <StatusIndicator type={run.data.passed ? 'success' : run.data.ended ? 'stopped' : 'error'}>
              {run.data.passed ? said.passed : run.data.ended ? said.ended(missing) : said.failed(missing)}
            </StatusIndicator>
          )}
        </div>
        <Failure failure={run.error} />
      </SpaceBetween>
    </Container>
  );
}
