/** Reading requests and writing answers with node:http; every answer may be read by any page (CORS `*`). */
import type {IncomingMessage, ServerResponse} from 'node:http';

export interface Answer {
  status: number;
  body: unknown;
  /** Instead of the body as JSON. */
  text?: {type: string; body: string};
  headers?: Record<string, string>;
}

/** An answer that ends the request at once. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(status: number, body: unknown) {
    super(`HTTP ${status}`);
    this.answer = {status, body};
  }
}

const jsonLimit = 25 * 1024 * 1024;

/** The raw body.
 * @throws Refusal 413 above the limit, 25 MB unless given. */
export async function readBody(request: IncomingMessage, limit = jsonLimit): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += part.length;
    if (size > limit)
      throw new Refusal(413, {errors: `The body is larger than ${Math.floor(limit / 1024 / 1024)} MB.`});
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON, or as form fields if it says so.
 * @throws Refusal 400 if it is neither. */
export async function readFields(request: IncomingMessage): Promise<unknown> {
  const raw = (await readBody(request)).toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(raw));
  }
  if (raw.trim() === '') return {};
  try {
    const parsed: unknown = JSON.parse(raw);
    return parsed;
  } catch {
    throw new Refusal(400, {errors: 'The body is not valid JSON.'});
  }
}

/** Writes an answer: as JSON, unless it is a text. */
export function send(response: ServerResponse, answer: Answer): void {
  const text = answer.text?.body ?? JSON.stringify(answer.body) ?? 'null';
  response.writeHead(answer.status, {
    'content-type': answer.text?.type ?? 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...cors,
    ...answer.headers,
  });
  response.end(text);
}

export const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': '*, Authorization',
  'access-control-expose-headers': '*',
};
