/** The emails of notices, for the events that tell of them: what becomes of one is told to its request, too. */
import {ownerOf} from '../requests/emailOwner.ts';
import {notices, tellRequest} from './store.ts';

export const noticeEmails = ownerOf({
  collection: notices,
  mark: {untold: true},
  async written(db, _id, shop) {
    const notice = await notices(db).findOne({_id, shop});
    if (notice) await tellRequest(db, notice);
  },
});
