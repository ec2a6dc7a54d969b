import Box from '@cloudscape-design/components/box';
import { defineWords, useWords } from '../language/words.ts';
import { LinkTo } from '../parts/link-to.tsx';

const words = defineWords({
  en: { header: 'There is no such page', back: 'To the overview' },
  ja: { header: 'このページはありません', back: '概要へ' },
});

export function NotFound() {
  const said = useWords(words);
  return (
    <Box padding="l">
      <Box variant="h1">{said.header}</Box>
      <LinkTo to={[]}>{said.back}</LinkTo>
    </Box>
  );
}
