import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineWords, useWords } from '../../language/words.ts';
import { addressOf } from '../../parts/link-to.tsx';

const words = defineWords({
  en: { start: 'Start a contact' },
  ja: { start: '問い合わせを始める' },
});

/** An empty page of the outside world, with what to do so that it fills. */
export function NothingYet({ title, text }: { readonly title: string; readonly text: string }) {
  const said = useWords(words);
  return (
    <Container>
      <Box textAlign="center" padding="xl">
        <SpaceBetween size="s">
          <Box variant="h2">{title}</Box>
          <Box color="text-body-secondary" fontSize="heading-s">
            {text}
          </Box>
          <Button variant="primary" href={addressOf('contact')}>
            {said.start}
          </Button>
        </SpaceBetween>
      </Box>
    </Container>
  );
}
