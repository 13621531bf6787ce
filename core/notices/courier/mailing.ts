/** How the emails of notices are written down. */
import type {Mailing} from '../../requests/courier/mailing.ts';
import {changeNotice, notices, tellRequest} from '../store.ts';
import type {StoredNotice} from '../types.ts';

export const noticeMailing: Mailing<StoredNotice> = {
  // What is not to be shipped may be said twice; once too few is what costs.
  inDoubt: 'repeat',
  collection: ({ctx}) => notices(ctx.db),
  async change({ctx, lease}, seen, {set, ...what}) {
    const failed = what.status === 'failed';
    const changed = await changeNotice(
      ctx.db,
      seen,
      {...what, set: {...set, ...(failed ? {untold: true} : {})}},
      lease.fence,
    );
    if (changed && failed) await tellRequest(ctx.db, changed);
    return changed;
  },
};
