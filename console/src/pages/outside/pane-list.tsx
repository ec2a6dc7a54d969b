import Pagination from '@cloudscape-design/components/pagination';
import type { ReactNode } from 'react';
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

/** So many items are shown at a time. */
export const itemsOnPage = 50;

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

/**
 * A list beside what is chosen from it, each item a link; page by page.
 * @param items those of this page
 * @param total how many there are on all pages
 */
export function PaneList({
  label,
  items,
  chosen,
  total,
  page,
  setPage,
}: {
  readonly label: string;
  readonly items: readonly PaneItem[];
  readonly chosen: string | undefined;
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly setPage: (page: number) => void;
}) {
  const said = useWords(words);
  const pages = Math.ceil(total / itemsOnPage);
  return (
    <nav aria-label={label}>
      <ul className="cw-panes-list">
        {items.map(({ key, href, title, lines, read = false }) => (
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
          currentPageIndex={page}
          pagesCount={pages}
          ariaLabels={{ nextPageLabel: said.next, previousPageLabel: said.previous, pageLabel: said.page }}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
        />
      ) : null}
    </nav>
  );
}
