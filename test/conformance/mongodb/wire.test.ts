/** The wire protocol itself, byte by byte: what the driver sends only at times. */
import net from 'node:net';
import {BSON, type Document} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {crc32c} from '../../sandbox/mongodb/wire.ts';
import {testDatabase, type TestDatabase} from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

function frame(requestId: number, opCode: number, ...parts: Uint8Array[]): Buffer {
  const head = Buffer.alloc(16);
  const body = Buffer.concat(parts);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(requestId, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

const bodySection = (command: Document) => Buffer.concat([Buffer.from([0]), BSON.serialize(command)]);

function sequenceSection(name: string, docs: Document[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map((doc) => BSON.serialize(doc))]);
  return Buffer.concat([Buffer.from([1]), int32(4 + content.length), content]);
}

interface Reply {
  responseTo: number;
  opCode: number;
  doc: Document;
}

/** Sends bytes, in pieces if given so, and reads a number of replies. */
async function talk(pieces: Uint8Array[], replies: number): Promise<Reply[]> {
  const {hostname, port} = new URL(database.uri.replace('mongodb:', 'http:'));
  const socket = net.connect(Number(port), hostname);
  try {
    for (const piece of pieces) await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
    const found: Reply[] = [];
    let buffered = Buffer.alloc(0);
    for await (const chunk of socket) {
      buffered = Buffer.concat([buffered, chunk as Buffer]);
      while (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0)) {
        const bytes = buffered.subarray(0, buffered.readInt32LE(0));
        buffered = buffered.subarray(bytes.length);
        const opCode = bytes.readInt32LE(12);
        const start = opCode === OP_REPLY ? 36 : 21;
        found.push({responseTo: bytes.readInt32LE(8), opCode, doc: BSON.deserialize(bytes.subarray(start))});
      }
      if (found.length >= replies) return found;
    }
    return found;
  } finally {
    socket.destroy();
  }
}

const $db = () => database.db.databaseName;

describe('the wire protocol', () => {
  it('answers the first word of a driver, an OP_QUERY, with an OP_REPLY', async () => {
    const query = Buffer.concat([int32(0), Buffer.from('admin.$cmd\0'), int32(0), int32(-1)]);
    const [reply] = await talk([frame(7, OP_QUERY, query, BSON.serialize({isMaster: 1, helloOk: true}))], 1);
    expect(reply).toMatchObject({responseTo: 7, opCode: OP_REPLY, doc: {ok: 1, helloOk: true, ismaster: true}});
  });

  it('answers OP_MSG by its request id, in order', async () => {
    const pings = [1, 2, 3].map((id) => frame(id, OP_MSG, int32(0), bodySection({ping: 1, $db: 'admin'})));
    const replies = await talk([Buffer.concat(pings)], 3);
    expect(replies.map(({responseTo, opCode, doc}) => [responseTo, opCode, doc['ok']])).toEqual([
      [1, OP_MSG, 1],
      [2, OP_MSG, 1],
      [3, OP_MSG, 1],
    ]);
  });

  it('puts messages together that come in pieces', async () => {
    const message = frame(5, OP_MSG, int32(0), bodySection({ping: 1, $db: 'admin'}));
    const pieces = [message.subarray(0, 3), message.subarray(3, 20), message.subarray(20)];
    expect(await talk(pieces, 1)).toMatchObject([{responseTo: 5, doc: {ok: 1}}]);
  });

  it('takes document sequences', async () => {
    const insert = frame(
      1,
      OP_MSG,
      int32(0),
      bodySection({insert: 'sequences', $db: $db()}),
      sequenceSection('documents', [{n: 1}, {n: 2}, {n: 3}]),
    );
    expect(await talk([insert], 1)).toMatchObject([{doc: {ok: 1, n: 3}}]);
    expect(await database.db.collection('sequences').countDocuments()).toBe(3);
  });

  it('gives no answer where more is to come', async () => {
    const insert = frame(1, OP_MSG, int32(2), bodySection({insert: 'quiet', documents: [{n: 1}], $db: $db()}));
    const ping = frame(2, OP_MSG, int32(0), bodySection({ping: 1, $db: 'admin'}));
    expect(await talk([insert, ping], 1)).toMatchObject([{responseTo: 2}]);
    expect(await database.db.collection('quiet').countDocuments()).toBe(1);
  });

  it('reads past a checksum', async () => {
    const message = frame(9, OP_MSG, int32(1), bodySection({ping: 1, $db: 'admin'}), Buffer.alloc(4));
    message.writeUInt32LE(crc32c(message.subarray(0, -4)), message.length - 4);
    expect(await talk([message], 1)).toMatchObject([{responseTo: 9, doc: {ok: 1}}]);
  });

  it('counts checksums as CRC-32C does', () => {
    // The check value of the CRC catalogue
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });
});
