import { remembered } from '../../preferences/preferences.ts';

export const pageSizes = ['25', '50', '100'] as const;
export type PageSize = (typeof pageSizes)[number];

/** Cases on a page of the list, as this person wants them. */
export const pageSize = remembered<PageSize>('cases-per-page', pageSizes, () => '25');
