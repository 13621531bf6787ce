/** The end of a shop's notices: with the app goes the right to speak for the shop. */
import type {Context} from '../context.ts';
import {errorTable} from '../errors.ts';
import {requests} from '../requests/store.ts';
import {notices} from './store.ts';

/** Ends what was not sent yet, and what was still to be taken back. Harmless to repeat. */
export async function endNotices({db}: Pick<Context, 'db'>, shop: string): Promise<void> {
  const now = new Date();
  const failure = {code: 'app_uninstalled', message: errorTable.app_uninstalled.message, retryable: false};
  await notices(db).updateMany(
    {shop, status: {$in: ['queued', 'sending', 'unknown']}},
    {
      $set: {status: 'failed', failure, dueAt: null, updatedAt: now},
      $unset: {untold: ''},
      $push: {history: {$each: [{at: now, event: 'failed', by: 'shopify', detail: 'app_uninstalled'}], $slice: -200}},
    },
  );
  await notices(db).updateMany({shop, untold: true}, {$unset: {untold: ''}});
  await requests(db).updateMany({shop, 'withdrawal.settled': false}, {$set: {'withdrawal.settled': true}});
}
