/** Thai. */
import {activity} from './th/activity.ts';
import {common} from './th/common.ts';
import {problems} from './th/problems.ts';
import {services} from './th/services.ts';
import {settings} from './th/settings.ts';
import {ways} from './th/ways.ts';
import type {late} from './th/late.ts';
import type {Catalogue} from './words.ts';

const texts = {...common, ...services, ...settings, ...activity, ...ways};

export const th: Catalogue = {
  language: 'th',
  // The rest comes with the pages that say it (late.ts).
  texts: texts as typeof texts & typeof late,
  problems,
};
