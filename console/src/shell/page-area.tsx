import Spinner from '@cloudscape-design/components/spinner';
import { Suspense, useEffect, useRef } from 'react';
import { matchRoute, Route, Switch, useLocation, useRouter } from 'wouter';
import { defineWords, useWords } from '../language/words.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound } from './not-found.tsx';
import { inner, sections, sectionWords, type SectionName } from './sections.ts';

const words = defineWords({
  en: { fault: 'This page has failed', again: 'Try again' },
  ja: { fault: 'このページでエラーが起きました', again: 'もう一度' },
});

interface Place {
  readonly path: string;
  readonly name: SectionName | undefined;
}

/** The page that the address names. A new page gets the browser's title and the focus, and a fault stays with its page. */
export function PageArea() {
  const said = useWords(words);
  const titles = useWords(sectionWords);
  const [location] = useLocation();
  const { path, name } = usePlaceOf(location);
  useEffect(() => {
    document.title = name === undefined ? 'Casewarden' : `${titles[name]} · Casewarden`;
  }, [name, titles]);
  useFocusOnNewPage(path);
  return (
    <div id="content" tabIndex={-1}>
      <ErrorBoundary place={location} header={said.fault} again={said.again}>
        <Suspense fallback={<Spinner size="large" />}>
          <Switch>
            {[...sections, ...inner].map(({ path: one, page: Page }) => (
              <Route key={one} path={one} component={Page} />
            ))}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

function usePlaceOf(location: string): Place {
  const { parser } = useRouter();
  const places: readonly Place[] = [...sections, ...inner.map(({ path, of }) => ({ path, name: of }))];
  return places.find(({ path }) => matchRoute(parser, path, location)[0]) ?? { path: '', name: undefined };
}

const patienceMilliseconds = 3_000;

/** Moves the focus to the heading of another page, so that keyboards and screen readers begin there; not when the page is loaded first. */
function useFocusOnNewPage(path: string): void {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return undefined;
    shown.current = path;
    const until = performance.now() + patienceMilliseconds;
    let frame = requestAnimationFrame(function look() {
      const heading = document.querySelector<HTMLElement>('#content h1');
      if (heading !== null) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      // The page may still be on its way, and the one before still there, unseen.
      if (document.activeElement !== heading && performance.now() < until) frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);
}
