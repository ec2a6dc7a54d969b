import type { Answer } from '../../api/call-control.ts';

/** A case as the control API tells it in full. */
export type CaseDetail = Answer<'caseDetail'>;
export type Sla = CaseDetail['slas'][number];
