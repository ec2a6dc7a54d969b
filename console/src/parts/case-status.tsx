import Badge from '@cloudscape-design/components/badge';
import type { CaseSummary } from '../../../sandbox/control/schema.ts';

/** Status of a case as people call it; one that is closed stands back. */
export function CaseStatus({ status }: { readonly status: CaseSummary['status'] }) {
  return <Badge color={status.value === 'closed' ? 'grey' : 'blue'}>{status.label}</Badge>;
}
