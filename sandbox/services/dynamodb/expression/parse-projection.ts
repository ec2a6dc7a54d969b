import { parsePath, refuseOverlaps, type DocumentPath } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import { TokenStream } from './tokens.ts';

/** @throws AwsError ValidationException in the words of the service. */
export function parseProjection(text: string, placeholders: Placeholders): readonly DocumentPath[] {
  const tokens = new TokenStream('ProjectionExpression', text);
  const paths: DocumentPath[] = [];
  do paths.push(parsePath(tokens, placeholders));
  while (tokens.takeSymbol(','));
  tokens.expectEnd();
  refuseOverlaps('ProjectionExpression', paths);
  return paths;
}
