/** A service's word on a cancellation or a change: seen in time, or shipped already; and the merchant's, that it is seen to. */
import {ObjectId} from 'mongodb';
import type {Context} from '../context.ts';
import type {AnswerLink} from '../requests/answer/link.ts';
import {notices, tellRequest} from './store.ts';
import type {Acknowledged, NoticeKind, StoredNotice} from './types.ts';

/** What the service answers, and to which notice. */
export interface Acknowledgement {
  noticeId: string;
  kind: Acknowledged;
}

/** Which notices take which answer. */
const kindsOf: Record<Acknowledged, NoticeKind[]> = {
  stopped: ['cancellation'],
  readdressed: ['change'],
  shipped: ['cancellation', 'change'],
};

/** Writes the answer down. The first one stands.
 * @returns the notice after it; null: there is none of this id in what the link is for */
export async function acknowledge(
  {db}: Pick<Context, 'db'>,
  {shop, requestId}: AnswerLink,
  {noticeId, kind}: Acknowledgement,
): Promise<StoredNotice | null> {
  const at = new Date();
  const which = {_id: new ObjectId(noticeId), shop, requestId: new ObjectId(requestId), kind: {$in: kindsOf[kind]}};
  const written = await notices(db).findOneAndUpdate(
    {...which, acknowledgement: null},
    {
      $set: {acknowledgement: {kind, at}, untold: true, updatedAt: at},
      $push: {history: {$each: [{at, event: kind, by: 'service'}], $slice: -200}},
    },
    {returnDocument: 'after'},
  );
  if (written) await tellRequest(db, written);
  return written ?? notices(db).findOne(which);
}

/** The merchant has seen to what the notices of a request raised: they want nobody any more. */
export async function dismissAlarms(
  {db}: Pick<Context, 'db'>,
  {shop, _id}: {shop: string; _id: ObjectId},
  by: string,
): Promise<void> {
  const at = new Date();
  await notices(db).updateMany(
    {
      shop,
      requestId: _id,
      dismissedAt: null,
      $or: [{status: 'failed'}, {undelivered: true}, {'acknowledgement.kind': 'shipped'}],
    },
    {
      $set: {dismissedAt: at, untold: true, updatedAt: at},
      $push: {history: {$each: [{at, event: 'dismissed', by}], $slice: -200}},
    },
  );
  await tellRequest(db, {shop, requestId: _id});
}
