/** The shape of documents in these tests, and how a refusal is recognised on each server. */
import {type Document, type Long, MongoServerError, type ObjectId} from 'mongodb';

/** Any document with an `_id` of the tests' own. */
export interface Doc extends Document {
  _id?: number | string | Long | ObjectId | {a: number; b: number};
}

/** The code of what a promise is refused with; 'nothing' if it is not, 'DocumentDB' if that refused in its own words.
 * DocumentDB's gateway passes on PostgreSQL's state (five characters beginning with M, or packed into a number) where
 * MongoDB has its own code, so there only the refusal itself can be checked. */
export async function refusal(promise: Promise<unknown>): Promise<number | string> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    const {code, message} = error;
    // PostgreSQL packs a state six bits a character, from '0' on
    const state = Array.from({length: 5}, (_, i) => String.fromCharCode(((Number(code) >> (6 * i)) & 0x3f) + 48)).join(
      '',
    );
    const packed = Number(code) > 2 ** 24 && /^[M\d][A-Z\d]{4}$/.test(state);
    if (packed || (code === 1 && / \(SQLSTATE [0-9M]/.test(message))) return 'DocumentDB';
    return code ?? message;
  }
  return 'nothing';
}
