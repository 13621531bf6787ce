/** What an extension's frame, or the app's home page, and the admin around it say to each other (postMessage). */

/** What an extension's frame is told when it starts. */
export interface FrameStart {
  handle: string;
  target: string;
  /** `shopify.data`. */
  selected: {id: string}[];
  /** The merchant's language, as `en` or `th`. */
  locale: string;
  /** The texts of the extension in that language, and in its default one for keys that are missing there. */
  messages: Messages;
  defaultMessages: Messages;
  /** `app_url`, which relative URLs resolve against. */
  appUrl: string;
  apiVersion: string;
}

/** A locale file: texts by key, nested; where a text has plural forms, an object of them. */
export type Messages = {[key: string]: string | Messages};

/** From a frame: a call that wants an answer, or something to know. */
export type FromFrame =
  | {type: 'call'; id: number; method: string; args: unknown[]}
  | {type: 'size'; height: number}
  | {type: 'surface'; heading: string; loading: boolean; src: string}
  | {type: 'displayed'; display: boolean}
  | {type: 'close'}
  | {type: 'navigate'; href: string; target: string}
  | {type: 'failed'; message: string}
  | {type: 'location'; path: string}
  | {type: 'toast'; message: string; isError: boolean; ms: number}
  | {type: 'toastGone'}
  | {type: 'loading'; isLoading: boolean}
  | {type: 'titleBar'; title: string}
  | {type: 'appNav'; items: {label: string; href: string}[]}
  | {type: 'saveBar'; id: string; shown: boolean; busy?: boolean};

/** To a frame. */
export type ToFrame =
  | {type: 'answer'; id: number; value?: unknown; error?: string}
  | {type: 'saveBarAction'; id: string; action: 'save' | 'discard'}
  | {type: 'go'; path: string};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether a message has the shape of ours; only those of a frame of ours are looked at. */
export function isMessage(value: unknown): value is {type: string} {
  return isRecord(value) && typeof value['type'] === 'string';
}
