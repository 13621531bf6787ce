/** Texts of the pages that most days nobody needs: a service's end and return. They are loaded with those pages. */
import {en} from './en.ts';

/** Adds them to the texts of the language. @param locale what the page speaks, as in `Words` */
export async function loadLateTexts(locale: string): Promise<void> {
  if (locale.split('-')[0] === 'th') {
    const [{th}, {late}] = await Promise.all([import('./th.ts'), import('./th/late.ts')]);
    Object.assign(th.texts, late);
  } else {
    Object.assign(en.texts, (await import('./en/late.ts')).late);
  }
}
