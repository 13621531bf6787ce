/** MongoDB's wire protocol: reading OP_MSG and OP_QUERY, writing OP_MSG and OP_REPLY. */
import {decode, encode} from './bson/codec.ts';
import {type Doc} from './bson/types.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;
const headerSize = 16;
const maxMessageSize = 48_000_000;

/** A command as it came over the wire. */
export interface Message {
  requestId: number;
  /** By OP_QUERY, as the driver's first word is; all else is OP_MSG. */
  legacy: boolean;
  body: Doc;
  /** False if the client waits for none (unacknowledged writes). */
  wantsReply: boolean;
}

/** Cuts a stream of chunks into messages. */
export class Frames {
  #chunks: Buffer[] = [];
  #length = 0;

  /** The messages that are complete with this chunk.
   * @throws Error if the length in a header is impossible; the connection cannot go on */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const complete: Buffer[] = [];
    while (this.#length >= headerSize) {
      const size = this.#first(4).readInt32LE(0);
      if (size < headerSize || size > maxMessageSize) throw new Error(`a message of ${size} bytes`);
      if (this.#length < size) break;
      const all = this.#first(this.#length);
      complete.push(all.subarray(0, size));
      this.#chunks = [all.subarray(size)];
      this.#length -= size;
    }
    return complete;
  }

  // Joins chunks only as far as needed, so that a large message is not copied once per chunk
  #first(bytes: number): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= bytes) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

/** Reads one message.
 * @throws Error if it is none of the protocol's; the connection cannot go on */
export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode === OP_QUERY) return {requestId, legacy: true, body: readQuery(bytes), wantsReply: true};
  if (opCode !== OP_MSG) throw new Error(`an operation this server does not know: ${opCode}`);
  const flags = bytes.readUInt32LE(headerSize);
  const known = CHECKSUM_PRESENT | MORE_TO_COME | EXHAUST_ALLOWED;
  // The first 16 flags must be understood; the others may be ignored
  if ((flags & 0xffff & ~known) !== 0) throw new Error(`OP_MSG flags this server does not know: ${flags}`);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  if (end < bytes.length && bytes.readUInt32LE(end) !== crc32c(bytes.subarray(0, end))) {
    throw new Error('OP_MSG checksum does not match contents');
  }
  return {requestId, legacy: false, body: readSections(bytes, end), wantsReply: (flags & MORE_TO_COME) === 0};
}

function readSections(bytes: Buffer, end: number): Doc {
  let body: Doc | undefined;
  const sequences: Doc = {};
  let offset = headerSize + 4;
  while (offset < end) {
    const kind = bytes.readUInt8(offset++);
    const size = bytes.readInt32LE(offset);
    const section = bytes.subarray(offset, offset + size);
    if (kind === 0 && body === undefined) body = decode(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw new Error(`an OP_MSG section of kind ${kind}`);
    offset += size;
  }
  if (body === undefined) throw new Error('OP_MSG without a body');
  return Object.assign(body, sequences);
}

function readSequence(section: Buffer, sequences: Doc): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('utf8', 4, nameEnd);
  const docs: Doc[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    docs.push(decode(section.subarray(at, at + size)));
    at += size;
  }
  if (name in sequences) throw new Error(`OP_MSG with two sequences ${name}`);
  sequences[name] = docs;
}

// flags int32, collection cstring, skip int32, return int32, document; a command's collection is <database>.$cmd
function readQuery(bytes: Buffer): Doc {
  const nameEnd = bytes.indexOf(0, headerSize + 4);
  const collection = bytes.toString('utf8', headerSize + 4, nameEnd);
  const start = nameEnd + 1 + 8;
  const body = decode(bytes.subarray(start, start + bytes.readInt32LE(start)));
  return {...body, $db: collection.split('.')[0] ?? ''};
}

/** The answer to a message, in the way it was asked. */
export function writeReply(message: Message, reply: Doc): Buffer {
  const doc = encode(reply);
  const before = message.legacy ? headerSize + 20 : headerSize + 5;
  const bytes = Buffer.alloc(before + doc.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(message.requestId, 8);
  bytes.writeInt32LE(message.legacy ? OP_REPLY : OP_MSG, 12);
  if (message.legacy) bytes.writeInt32LE(1, headerSize + 16);
  bytes.set(doc, before);
  return bytes;
}

const crcTable = Uint32Array.from({length: 256}, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** CRC-32C (Castagnoli), OP_MSG's checksum. */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
