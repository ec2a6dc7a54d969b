import Box from '@cloudscape-design/components/box';
import { useWords } from '../../language/words.ts';
import { LinkTo } from '../../parts/link-to.tsx';
import { hoodWords } from './hood-words.ts';

/** For an address that names what is not deployed. */
export function Missing({
  what,
  back,
  backText,
}: {
  readonly what: string;
  readonly back: readonly string[];
  readonly backText: string;
}) {
  const said = useWords(hoodWords);
  return (
    <Box padding="l">
      <Box variant="h1">{what}</Box>
      <Box variant="p">{said.gone}</Box>
      <LinkTo to={back}>{backText}</LinkTo>
    </Box>
  );
}
