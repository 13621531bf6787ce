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
    const packed =
      typeof code === 'number' && code > 100_000 && (code & 0x3f) === 'M'.charCodeAt(0) - '0'.charCodeAt(0);
    if (packed || (code === 1 && / \(SQLSTATE [0-9M]/.test(message))) return 'DocumentDB';
    return code ?? message;
  }
  return 'nothing';
}
