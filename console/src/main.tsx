import '@cloudscape-design/global-styles/index.css';
import '@fontsource-variable/noto-sans-jp/index.css';
import './shell/colours.css';
import './casewarden.css';
import { applyTheme } from '@cloudscape-design/components/theming';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';

// Japanese comes from the page itself, so that it can be read on machines without a Japanese font.
applyTheme({
  theme: {
    tokens: { fontFamilyBase: "'Open Sans', 'Noto Sans JP Variable', 'Helvetica Neue', Roboto, Arial, sans-serif" },
  },
});

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no element #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
