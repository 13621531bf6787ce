/** What every part of the page needs: the words, and a voice for screen readers. */
import {createContext, type ComponentChildren} from 'preact';
import {useContext} from 'preact/hooks';
import type {Words} from '../i18n/words.ts';

const WordsContext = createContext<Words | null>(null);

export function WordsProvider({words, children}: {words: Words; children: ComponentChildren}) {
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

/** @throws Error outside of a provider: a bug */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('There are no words here.');
  return words;
}

const voiceId = 'voice';

/** Where {@link announce} speaks. */
export function Voice() {
  return <div id={voiceId} role="status" aria-live="polite" class="visually-hidden" />;
}

/** Says something to a screen reader without moving its focus. */
export function announce(text: string): void {
  const voice = document.getElementById(voiceId);
  if (!voice) return;
  // The same text twice is read once only, unless it changes in between.
  voice.textContent = voice.textContent === text ? `${text}\u00a0` : text;
}
