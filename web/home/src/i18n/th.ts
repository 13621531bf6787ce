/** Thai. */
import {activity} from './th/activity.ts';
import {common} from './th/common.ts';
import {problems} from './th/problems.ts';
import {ending} from './th/ending.ts';
import {reactivation} from './th/reactivation.ts';
import {removal} from './th/removal.ts';
import {services} from './th/services.ts';
import {settings} from './th/settings.ts';
import type {Catalogue} from './words.ts';

export const th: Catalogue = {
  language: 'th',
  texts: {...common, ...services, ...settings, ...activity, ...removal, ...ending, ...reactivation},
  problems,
};
