import AppLayout from '@cloudscape-design/components/app-layout';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import japanese from '@cloudscape-design/components/i18n/messages/all.ja';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useState } from 'react';
import { Router } from 'wouter';
import { defineWords, useWords } from '../language/words.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { useColourMode, useLanguage } from '../preferences/preferences.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { DueDrawer } from './due-drawer.tsx';
import { useHashLocation } from './hash-location.ts';
import { Navigation } from './navigation.tsx';
import { PageArea } from './page-area.tsx';
import { TimeBar } from './time-bar.tsx';
import { TopBar } from './top-bar.tsx';

const words = defineWords({
  en: {
    due: 'What is due next',
    closeDue: 'Close what is due next',
    resizeDue: 'Width of what is due next',
    skip: 'To the content',
  },
  ja: {
    due: 'これから起きること',
    closeDue: 'これから起きることを閉じる',
    resizeDue: 'これから起きることの幅',
    skip: '本文へ',
  },
});

const dueDrawer = 'due';

/** Everything around the pages: bars, navigation, language, colours, and the drawer of what is due. */
export function App() {
  const language = useLanguage();
  const mode = useColourMode();
  const said = useWords(words);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => applyMode(mode === 'dark' ? Mode.Dark : Mode.Light), [mode]);
  const [navigationOpen, setNavigationOpen] = useState(true);
  const [drawer, setDrawer] = useState<string | null>(null);

  return (
    <I18nProvider locale={language} messages={[english, japanese]}>
      <LiveProvider>
        <Router hook={useHashLocation}>
          <a className="cw-skip" href="#content" onClick={toContent}>
            {said.skip}
          </a>
          <div id="header">
            <TopBar />
            <TimeBar
              showDue={() => setDrawer(drawer === dueDrawer ? null : dueDrawer)}
              dueShown={drawer === dueDrawer}
            />
          </div>
          <AppLayout
            headerSelector="#header"
            navigation={<Navigation />}
            navigationOpen={navigationOpen}
            onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
            notifications={<ConnectionNotice />}
            drawers={[
              {
                id: dueDrawer,
                trigger: { iconName: 'calendar' },
                ariaLabels: {
                  drawerName: said.due,
                  triggerButton: said.due,
                  closeButton: said.closeDue,
                  resizeHandle: said.resizeDue,
                },
                content: <DueDrawer />,
                defaultSize: 360,
                resizable: true,
              },
            ]}
            activeDrawerId={drawer}
            onDrawerChange={({ detail }) => setDrawer(detail.activeDrawerId)}
            toolsHide
            content={<PageArea />}
          />
        </Router>
      </LiveProvider>
    </I18nProvider>
  );
}

/** The address after `#` names the page, so the jump over the bars is made by hand. */
function toContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
