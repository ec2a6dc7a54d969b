import TopNavigation from '@cloudscape-design/components/top-navigation';
import { defineWords, useWords } from '../language/words.ts';
import { usePlace } from '../live/place.ts';
import { colourMode, language, useColourMode, useLanguage } from '../preferences/preferences.ts';

const words = defineWords({
  en: {
    motto: 'No case is neglected, none is missed',
    language: 'Language',
    dark: 'Dark colours',
    light: 'Light colours',
    sandbox: (version: string) => `Sandbox ${version}`,
  },
  ja: {
    motto: '放置や漏れをゼロに',
    language: '言語',
    dark: '暗い配色にする',
    light: '明るい配色にする',
    sandbox: (version: string) => `サンドボックス ${version}`,
  },
});

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
          text: chosen === 'ja' ? '日本語' : 'English',
          ariaLabel: said.language,
          onItemClick: ({ detail }) => language.set(detail.id === 'ja' ? 'ja' : 'en'),
          items: [
            { id: 'ja', text: '日本語' },
            { id: 'en', text: 'English' },
          ],
        },
      ]}
    />
  );
}
