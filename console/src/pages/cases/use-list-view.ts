import { useEffect, useMemo, useRef, useState } from 'react';
import { navigate, useHashSearch } from '../../shell/hash-location.ts';
import { firstView, searchOf, viewOf, type ListView } from './list-view.ts';

/** While somebody types, the address waits: browsers refuse one that changes at every key. */
const typingMilliseconds = 300;

const listPath = '/cases';
let lastSearch = '';

/** Address of the list as it was last seen, for the way back to it. */
export const lastListAddress = (): string => `#${listPath}${lastSearch}`;

export interface ListViewState {
  readonly view: ListView;
  /** Changes some of it; whatever changes which cases are shown starts at the first page again. */
  readonly change: (changes: Partial<ListView>) => void;
}

/**
 * What the list shows. It lives in the address, so that a link can name it and the browser's Back returns to it. A link
 * to another view takes effect while the list is open, too.
 */
export function useListView(): ListViewState {
  const search = useHashSearch(listPath);
  const addressed = useMemo(() => viewOf(search), [search]);
  const [view, setView] = useState(addressed);
  const [seen, setSeen] = useState(search);
  /** What this list has put into the address itself, and so need not read from it. */
  const written = useRef(search);
  if (search !== seen) {
    setSeen(search);
    if (search !== written.current) setView(addressed);
  }
  useEffect(() => {
    written.current = search;
  }, [search]);

  const wanted = searchOf(view);
  const isTyping = view.text !== addressed.text;
  const isWritten = wanted === searchOf(addressed);
  useEffect(() => {
    lastSearch = wanted;
    if (isWritten) return;
    const write = (): void => {
      written.current = wanted;
      navigate(`${listPath}${wanted}`, { replace: true });
    };
    if (!isTyping) return write();
    const waiting = setTimeout(write, typingMilliseconds);
    return () => clearTimeout(waiting);
  }, [wanted, isTyping, isWritten]);

  return {
    view,
    change: (changes) => setView((before) => ({ ...before, page: firstView.page, ...changes })),
  };
}
