import Badge from '@cloudscape-design/components/badge';
import { useWords } from '../../language/words.ts';
import { caseListWords } from './case-list-words.ts';
import { useChange } from './recent-changes.ts';

/** Says for some seconds that a case has just come or changed. Only this part is drawn anew for it. */
export function ChangeMark({ caseId }: { readonly caseId: string }) {
  const said = useWords(caseListWords);
  const change = useChange(caseId);
  if (change === undefined) return null;
  return (
    <span className="cw-change-mark">
      <Badge color="green">{change === 'new' ? said.new : said.changed}</Badge>
    </span>
  );
}
