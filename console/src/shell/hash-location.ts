import { useRef, useSyncExternalStore } from 'react';

/*
 * The page's place is all after `#`: `#/cases?overdue=1` is the path /cases with the search ?overdue=1. wouter's own hash
 * location takes the search from before the `#` and would look for a page called "/cases?overdue=1".
 */

const place = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`;
const pathNow = (): string => place().split('?', 1)[0] ?? '/';
const searchNow = (): string => place().slice(pathNow().length);

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Goes to a place in the page; with `replace` the place before is not kept for the browser's Back. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const oldURL = window.location.href;
  if (replace) window.history.replaceState(null, '', `#${to}`);
  else window.history.pushState(null, '', `#${to}`);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}

/**
 * What follows the path of a page, `?overdue=1`, as it stands in the address; '' when nothing does. While one leaves the
 * page, and its address is no longer there, it stays as it was.
 */
export function useHashSearch(path: string): string {
  const last = useRef('');
  return useSyncExternalStore(subscribe, () => {
    if (pathNow() === path) last.current = searchNow();
    return last.current;
  });
}

/** Location hook for wouter's `Router`: path and search after `#`. */
export const useHashLocation = (): [string, typeof navigate] => [useSyncExternalStore(subscribe, pathNow), navigate];
useHashLocation.searchHook = (): string => useSyncExternalStore(subscribe, searchNow);
useHashLocation.hrefs = (href: string): string => `#${href}`;
