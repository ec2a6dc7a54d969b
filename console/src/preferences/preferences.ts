import { createStore, useStore, type Store } from '../live/store.ts';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];
export type ColourMode = 'light' | 'dark';

/** A choice that outlives the page, in this browser only. A browser that keeps nothing still takes the choice. */
export function remembered<Value extends string>(
  key: string,
  allowed: readonly Value[],
  otherwise: () => Value,
): Store<Value> {
  const place = `casewarden.${key}`;
  const kept = (storage()?.getItem(place) ?? '') as Value;
  const store = createStore(allowed.includes(kept) ? kept : otherwise());
  store.subscribe(() => keep(place, store.get()));
  return store;
}

function keep(place: string, value: string): void {
  try {
    storage()?.setItem(place, value);
  } catch {
    // A full or forbidden store: the choice lasts as long as the page.
    return;
  }
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // Browsers throw here when storing is forbidden; then a choice lasts as long as the page.
    return undefined;
  }
}

/** Japanese for browsers that prefer it to English, else English. */
const browserLanguage = (): Language =>
  navigator.languages.map((one) => one.slice(0, 2)).find((one): one is Language => one === 'ja' || one === 'en') ??
  'en';

export const language = remembered<Language>('language', languages, browserLanguage);
export const colourMode = remembered<ColourMode>('colours', ['light', 'dark'], () =>
  window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
);

export const useLanguage = (): Language => useStore(language);
export const useColourMode = (): ColourMode => useStore(colourMode);
