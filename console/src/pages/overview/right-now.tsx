import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useWords } from '../../language/words.ts';
import { caseList } from '../../live/case-list.ts';
import { useStore } from '../../live/store.ts';
import { overviewWords } from './overview-words.ts';

/** How many cases there are, and how they stand. */
export function RightNow() {
  const said = useWords(overviewWords);
  const { cases } = useStore(caseList);
  const figures = [
    { label: said.cases, value: cases.length, href: '#/cases' },
    { label: said.waiting, value: cases.filter((one) => one.nextSlaBreach !== null).length, href: '#/cases' },
    { label: said.overdue, value: cases.filter((one) => one.overdueSince !== null).length, href: '#/cases?overdue=1' },
  ];
  return (
    <Container header={<Header variant="h2">{said.now}</Header>}>
      <ColumnLayout columns={3} variant="text-grid">
        {figures.map(({ label, value, href }) => (
          <div key={label}>
            <Box variant="awsui-key-label">{label}</Box>
            <Link variant="awsui-value-large" href={href} ariaLabel={`${label}: ${value}`}>
              {value}
            </Link>
          </div>
        ))}
      </ColumnLayout>
    </Container>
  );
}
