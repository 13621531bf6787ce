/** Where bulk files go and come from: the form that an app posts its rows to, and the results that it downloads. */
import type {IncomingMessage} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {readBody, type Answer} from '../http.ts';
import type {Platform} from '../platform.ts';
import type {Caller} from '../tokens.ts';
import {maxUpload, type BulkFiles} from './files.ts';

type Outcome = Answer | {hang: number};

// A form's own bytes around the file.
const formBytes = 64 * 1024;

const xml = (status: number, element: string, content: string): Answer => ({
  status,
  text: {
    type: 'application/xml; charset=UTF-8',
    body: `<?xml version='1.0' encoding='UTF-8'?><${element}>${content}</${element}>`,
  },
  body: null,
});
const refuse = (status: number, code: string): Answer => xml(status, 'Error', `<Code>${code}</Code>`);

/** Faults strike here too, as `stagedUpload` and `bulkResult`. */
async function struck(platform: Platform, of: {shop: string; caller: Caller}, name: string) {
  const faults = platform.faults.strike({...of, names: [name]});
  for (const {kind, ms} of faults) if (kind === 'latency') await pause(ms, undefined, {ref: false});
  const before = faults.find(({kind}) => kind !== 'latency' && kind !== 'timeoutAfter');
  const after = faults.find(({kind}) => kind === 'timeoutAfter');
  let instead: Outcome | undefined;
  if (before?.kind === 'timeoutBefore') instead = {hang: before.ms};
  else if (before) instead = refuse(before.kind === 'throttle' ? 429 : 503, 'InternalError');
  return {instead, after: after && {hang: after.ms}};
}

/** `POST /staged-uploads/`: a form with every parameter of the target, then the file; answers 201. */
export async function receiveUpload(platform: Platform, files: BulkFiles, request: IncomingMessage): Promise<Outcome> {
  const raw = await readBody(request, maxUpload + formBytes);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return refuse(412, 'MissingContentType');
  const form = await new Response(new Uint8Array(raw), {headers: {'content-type': type}})
    .formData()
    .catch(() => undefined);
  if (!form) return refuse(400, 'MalformedPOSTRequest');
  const given = new Map<string, string>();
  let file: File | undefined;
  for (const [name, value] of form) {
    // As for S3 and Google: what comes after the file is not looked at.
    if (typeof value !== 'string') {
      file = value;
      break;
    }
    given.set(name.toLowerCase(), value);
  }
  const key = given.get('key') ?? '';
  const target = files.target(key);
  if (!target?.parameters.every(({name, value}) => given.get(name.toLowerCase()) === value)) {
    return refuse(403, 'SignatureDoesNotMatch');
  }
  if (target.expiresAt <= platform.now().getTime()) return refuse(400, 'ExpiredToken');
  if (!file || file.size === 0) return refuse(400, 'EntityTooSmall');
  if (file.size > maxUpload) return refuse(400, 'EntityTooLarge');
  const {instead, after} = await struck(platform, target, 'stagedUpload');
  if (instead) return instead;
  target.content = Buffer.from(await file.arrayBuffer());
  return after ?? xml(201, 'PostResponse', `<Key>${key}</Key>`);
}

/** `GET /bulk-operation-outputs/<name>`: a result, for as long as it is kept. Anyone who knows the name may read it. */
export async function sendResult(platform: Platform, files: BulkFiles, name: string): Promise<Outcome> {
  const found = files.result(name);
  if (!found) return refuse(404, 'NoSuchKey');
  const {instead, after} = await struck(platform, found, 'bulkResult');
  return instead ?? after ?? {status: 200, text: {type: 'application/jsonl', body: found.content}, body: null};
}
