/** Thai: a service's end and return. */
import {ending} from './ending.ts';
import {reactivation} from './reactivation.ts';
import {removal} from './removal.ts';

export const late = {...removal, ...ending, ...reactivation};
