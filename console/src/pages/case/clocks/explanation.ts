import type { Answer } from '../../../api/call-control.ts';

/** Why the clocks of a case are as they are, as the deployed function tells it. */
export type Explanation = Exclude<Answer<'caseExplanation'>, { unknown: string }>;
export type ClockExplanation = Explanation['clocks'][number];
export type LevelExplanation = ClockExplanation['levels'][number];
export type Piece = ClockExplanation['pieces'][number];
export type RowExplanation = Explanation['rows'][number];
