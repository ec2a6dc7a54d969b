import type { Answer } from '../../api/call-control.ts';
import { useSaid } from '../../language/words.ts';
import { LinkTo } from '../../parts/link-to.tsx';
import { nameOfFunction, shortId } from './plain-names.ts';

export type DeployedFunction = Answer<'functions'>['functions'][number];

/** Plain name of a function as a link to its page; with its name in the template below. */
export function FunctionLink({
  fn,
  withId = false,
}: {
  readonly fn: Pick<DeployedFunction, 'name' | 'logicalId'>;
  readonly withId?: boolean;
}) {
  const words = useSaid();
  return (
    <>
      <LinkTo to={['hood', 'functions', fn.name]}>{words(nameOfFunction(fn.logicalId).name)}</LinkTo>
      {withId ? <div className="cw-hood-id">{shortId(fn.logicalId)}</div> : null}
    </>
  );
}
