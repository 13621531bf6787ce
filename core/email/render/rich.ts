/** A text of the catalogue as HTML: its words as they are, its values isolated or marked up by the caller. */
import type {MessageKey} from '../locales/messages.ts';
import type {Translator} from '../locales/translator.ts';
import {isolate} from './direction.ts';
import {html, type Html} from './html.ts';

/** Strings are escaped and isolated, numbers formatted, HTML put in as it is. */
export function rich(t: Translator, key: MessageKey, params: Record<string, string | number | Html>): Html {
  const values = new Map(Object.entries(params));
  const plain = Object.fromEntries(
    [...values].map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
  return html`${t.parts(key, plain).map((part) => {
    const value = part.name === undefined ? undefined : values.get(part.name);
    return typeof value === 'object' ? value : part.name === undefined ? part.text : isolate(part.text, t.direction);
  })}`;
}
