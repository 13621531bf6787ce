/** Reading requests and writing answers, by node:http alone. */
import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {TooLarge} from './api/errors.ts';

/** The whole body as text. @throws TooLarge past `limit` bytes; the rest is read and thrown away, so that the answer arrives. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  if (size > limit) throw new TooLarge();
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {'Content-Type': 'application/json', ...headers});
  response.end(JSON.stringify(body));
}

/** Answers with a page. `script-src` names the one inline script by its nonce. */
export function sendHtml(
  response: ServerResponse,
  status: number,
  html: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {'Content-Type': 'text/html; charset=utf-8', ...headers});
  response.end(html);
}
