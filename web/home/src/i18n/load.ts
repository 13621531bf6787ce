/** Chooses the page's language by the admin's. */
import {en} from './en.ts';
import {createWords, type Catalogue, type Words} from './words.ts';

/** @param locale the admin's `locale` parameter; anything that is none, or of a language there are no texts in, gets English */
export async function loadWords(locale: string | null): Promise<Words> {
  const tag = canonical(locale);
  const catalogue = await catalogueOf(tag);
  // Dates in another language than the text beside them would mix languages.
  return createWords(catalogue, tag && languageOf(tag) === catalogue.language ? tag : catalogue.language);
}

async function catalogueOf(tag: string | null): Promise<Catalogue> {
  if (tag && languageOf(tag) === 'th') return (await import('./th.ts')).th;
  return en;
}

function canonical(locale: string | null): string | null {
  try {
    return Intl.getCanonicalLocales(locale ?? '')[0] ?? null;
  } catch {
    return null;
  }
}

function languageOf(tag: string): string {
  return new Intl.Locale(tag).language;
}
