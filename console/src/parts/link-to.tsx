import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';

/** Address of a place in the page: `#/cases/…`. Parts of it are escaped. */
export const addressOf = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

/** A link to a place in the page. `to` are the parts of its path: `['cases', caseId]`. */
export function LinkTo({
  to,
  children,
  ...more
}: { readonly to: readonly string[]; readonly children: ReactNode } & Omit<LinkProps, 'href'>) {
  return (
    <Link {...more} href={addressOf(...to)}>
      {children}
    </Link>
  );
}
