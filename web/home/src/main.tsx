/** The home page's client: waits for its words, then takes over the page. */
import './page.css';
import {render} from 'preact';
import {App} from './App.tsx';
import {adminLocale} from './bridge.ts';
import {loadWords} from './i18n/load.ts';
import {startNavigation} from './navigation.ts';

async function start(): Promise<void> {
  const words = await loadWords(adminLocale());
  document.documentElement.lang = words.locale;
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no place for the app.');
  startNavigation();
  render(<App words={words} />, root);
}

// Not awaited at the top: the bundler would then put what several scripts share into a further one, to be waited for.
void start();
