/** How the emails of notices are written down. */
import {markAlert} from '../../email/alerts/store.ts';
import type {Mailing} from '../../requests/courier/mailing.ts';
import {changeNotice, notices, tellRequest} from '../store.ts';
import type {StoredNotice} from '../types.ts';

export const noticeMailing: Mailing<StoredNotice> = {
  // What is not to be shipped, or where to, may be said twice; once too few is what costs.
  inDoubt: 'repeat',
  collection: ({ctx}) => notices(ctx.db),
  async change({ctx, lease}, seen, {set, ...what}) {
    if (what.status === 'failed') await markAlert(ctx.db, seen.shop, seen.serviceId);
    // What its request says of it is another from then on.
    const tells = what.status === 'failed' || (what.status === 'sent' && seen.kind === 'change');
    // Also where no address was to be tried: the next change is another one than this.
    const isSaid = what.status === 'sending' || what.status === 'failed';
    const said = isSaid && seen.said ? {said: seen.said} : {};
    const changed = await changeNotice(
      ctx.db,
      seen,
      {...what, set: {...set, ...said, ...(tells ? {untold: true} : {})}},
      lease.fence,
    );
    if (changed && tells) await tellRequest(ctx.db, changed);
    return changed;
  },
};
