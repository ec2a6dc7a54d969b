import { useControl } from './use-control.ts';

/** Where the sandbox stands: read once. */
export function usePlace(): { readonly timeZone: string; readonly version: string; readonly region: string } {
  const { data } = useControl('health', {}, 'never');
  return { timeZone: data?.timeZone ?? 'UTC', version: data?.version ?? '', region: data?.region ?? '' };
}
