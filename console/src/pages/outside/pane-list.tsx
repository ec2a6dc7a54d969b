import Pagination from '@cloudscape-design/components/pagination';
import { useState, type ReactNode } from 'react';
import { defineWords, useWords } from '../../language/words.ts';
import './panes.css';

const words = defineWords({
  en: {
    next: 'Next page',
    previous: 'Previous page',
    page: (number: number) => `Page ${number}`,
  },
  ja: {
    next: '次のページ',
    previous: '前のページ',
    page: (number: number) => `${number} ページ目`,
  },
});

const itemsOnPage = 50;

export interface PaneItem {
  readonly key: string;
  /** Address of the item in this page, with its `#`. */
  readonly href: string;
  readonly title: string;
  /** Lines below the title. */
  readonly lines: readonly ReactNode[];
  /** Draws the title light instead of bold. */
  readonly read?: boolean;
}

/** A list beside what is chosen from it, each item a link; fifty at a time. */
export function PaneList({
  label,
  items,
  chosen,
}: {
  readonly label: string;
  readonly items: readonly PaneItem[];
  readonly chosen: string | undefined;
}) {
  const said = useWords(words);
  const [page, setPage] = useState(() =>
    Math.max(1, Math.ceil((items.findIndex(({ key }) => key === chosen) + 1) / itemsOnPage)),
  );
  const pages = Math.ceil(items.length / itemsOnPage);
  const first = (Math.min(page, pages) - 1) * itemsOnPage;
  return (
    <nav aria-label={label}>
      <ul className="cw-panes-list">
        {items.slice(first, first + itemsOnPage).map(({ key, href, title, lines, read = false }) => (
          <li key={key}>
            <a href={href} aria-current={key === chosen ? 'page' : undefined} className={read ? 'cw-panes-read' : ''}>
              <strong>{title}</strong>
              {lines.map((line, index) => (
                <span key={index} className="cw-panes-line">
                  {line}
                </span>
              ))}
            </a>
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <Pagination
          currentPageIndex={Math.min(page, pages)}
          pagesCount={pages}
          ariaLabels={{ nextPageLabel: said.next, previousPageLabel: said.previous, pageLabel: said.page }}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
        />
      ) : null}
    </nav>
  );
}
