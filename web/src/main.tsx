import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-500.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-700.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-500.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/latin-700.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/tile.css';
import './features/door/door.css';
import './features/check/check.css';
import './features/devices/devices.css';
import './features/stage/stage.css';
import './features/bar/bar.css';
import './features/chat/chat.css';
import './features/people/people.css';
import './features/keys/keys.css';
import './features/ended/ended.css';
import './features/signin/signin.css';
import './features/meetings/meetings.css';
import './features/newmeeting/newmeeting.css';
import './pages/pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { join } from './api/join';
import { firstLanguage, keptLanguage, startLanguages } from './i18n';
import { Visiting } from './media/visit';
import { Routes } from './routes';

const root = document.getElementById('root');
if (root && document.documentElement.dataset.unsupported === undefined) {
  await startLanguages(firstLanguage(window.location.search, keptLanguage()));
  // Tells unsupported.js that the page runs.
  document.documentElement.dataset.started = 'true';
  createRoot(root).render(
    <StrictMode>
      <Routes visit={() => new Visiting(join, window.location)} />
    </StrictMode>,
  );
}
