/** Searches logs and the database for what must not be there: customers, tokens, secrets. */
import {readFileSync} from 'node:fs';
import {EJSON} from 'bson';
import type {Db} from 'mongodb';
import type {Violation} from './invariants.ts';

export interface Searched {
  logs: number;
  documents: number;
  bytes: number;
  violations: Violation[];
}

/** Shopify's tokens, session tokens and the links of emails, by their look. */
const looks = [
  /shp(?:at|ua|ca|pa|rt|ss)_[0-9a-zA-Z]{8,}/,
  /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
  /\/r\/[\w-]{20,}\.[\w-]{43}/,
];

/** @param forbidden texts of which none may be found anywhere */
export async function searchForPrivateData(
  db: Db,
  logFiles: readonly string[],
  forbidden: ReadonlyMap<string, string>,
): Promise<Searched> {
  const searched: Searched = {logs: 0, documents: 0, bytes: 0, violations: []};
  const look = (where: string, text: string) => {
    searched.bytes += text.length;
    for (const [secret, name] of forbidden) {
      if (text.includes(secret)) searched.violations.push({what: `${where} holds ${name}: ${around(text, secret)}`});
    }
    for (const pattern of looks) {
      const found = pattern.exec(text)?.[0];
      if (found) searched.violations.push({what: `${where} holds what looks like a token: ${found.slice(0, 12)}…`});
    }
  };
  for (const file of logFiles) {
    searched.logs++;
    look(file, readFileSync(file, 'utf8'));
  }
  for (const {name} of await db.listCollections().toArray()) {
    const documents = await db.collection(name).find().toArray();
    searched.documents += documents.length;
    look(`collection ${name}`, documents.map((one) => EJSON.stringify(one)).join('\n'));
  }
  return searched;
}

/** What stands around it, for whoever looks for its source; cut, for it is a secret. */
function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 120), at + 8).replaceAll('\n', ' ');
}
