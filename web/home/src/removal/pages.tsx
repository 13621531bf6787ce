/** The pages of a service's end and return. They are a script of their own: most days nobody needs them. */
import {ReactivationPage} from './reactivation/ReactivationPage.tsx';
import {RemovalPage} from './RemovalPage.tsx';

export const endingPages = {removal: RemovalPage, reactivation: ReactivationPage};
