import TopNavigation from '@cloudscape-design/components/top-navigation';
import { defineWords, useWords } from '../language/words.ts';
import { usePlace } from '../live/place.ts';
import { colourMode, language, useColourMode, useLanguage } from '../preferences/preferences.ts';

const words = defineWords({
  en: {
    motto: 'No case is neglected, none is missed',
    language: (chosen: string) => `Language: ${chosen}`,
    dark: 'Dark colours',
    light: 'Light colours',
    sandbox: (version: string) => `Sandbox ${version}`,
  },
  ja: {
    motto: '放置や漏れをゼロに',
    language: (chosen: string) => `言語: ${chosen}`,
    dark: '暗い配色にする',
    light: '明るい配色にする',
    sandbox: (version: string) => `サンドボックス ${version}`,
  },
});

const nameOf = { ja: '日本語', en: 'English' } as const;

/** Name, language and colours. */
export function TopBar() {
  const said = useWords(words);
  const chosen = useLanguage();
  const mode = useColourMode();
  const { version } = usePlace();
  return (
    <TopNavigation
      identity={{ href: '#/', title: `Casewarden · ${said.motto}` }}
      utilities={[
        { type: 'button', text: said.sandbox(version), href: '#/', disableUtilityCollapse: false },
        {
          type: 'button',
          text: mode === 'dark' ? said.light : said.dark,
          onClick: () => colourMode.set(mode === 'dark' ? 'light' : 'dark'),
        },
        {
          type: 'menu-dropdown',
          iconName: 'globe',
          text: nameOf[chosen],
          // What is read aloud holds what is seen, for those who speak to their browser.
          ariaLabel: said.language(nameOf[chosen]),
          onItemClick: ({ detail }) => language.set(detail.id === 'ja' ? 'ja' : 'en'),
          items: [
            { id: 'ja', text: nameOf.ja },
            { id: 'en', text: nameOf.en },
          ],
        },
      ]}
    />
  );
}
