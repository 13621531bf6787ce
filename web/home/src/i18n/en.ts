/** English, the language other ones are measured by. */
import {activity} from './en/activity.ts';
import {common} from './en/common.ts';
import {services} from './en/services.ts';
import {settings} from './en/settings.ts';
import {ways} from './en/ways.ts';
import type {late} from './en/late.ts';
import type {Catalogue} from './words.ts';

const texts = {...common, ...services, ...settings, ...activity, ...ways};

/** The name of a text. */
export type Key = keyof typeof texts | keyof typeof late;

export const en = {
  language: 'en',
  // The rest comes with the pages that say it (late.ts).
  texts: texts as typeof texts & typeof late,
  // The API's own sentences are English and often say more than their code; only what it cannot say itself is here.
  problems: {
    offline: 'The app could not be reached. Check your connection and try again.',
    no_answer: 'The app did not answer in time. Try again.',
    internal: 'Something went wrong on our side. Try again in a minute.',
    unreadable: 'The answer did not arrive whole. Try again.',
  },
} satisfies Catalogue;
