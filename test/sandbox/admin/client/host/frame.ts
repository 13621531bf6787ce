/** An extension in a frame of its own: made from its bundle, heard, answered. */
import {isMessage, type FrameStart, type FromFrame, type ToFrame} from '../shared/protocol.ts';
import {answerCall} from './calls.ts';
import {make, page} from './page.ts';

/** What is done with each kind of message; others are passed over. */
export type Heard = {[Type in FromFrame['type']]?: (message: Extract<FromFrame, {type: Type}>) => void};

export interface FrameOptions {
  extension: (typeof page)['extensions'][number];
  target: string;
  selected: {id: string}[];
  title: string;
  className: string;
  heard: Heard;
}

export interface ExtensionFrame {
  element: HTMLIFrameElement;
  /** No more is heard of it. */
  remove: () => void;
}

const listeners = new Map<MessageEventSource, {heard: Heard; handle: string}>();

/** Hears a window that is framed here, until `stop`. */
export function hear(source: MessageEventSource, handle: string, heard: Heard): {stop: () => void} {
  listeners.set(source, {heard, handle});
  return {stop: () => listeners.delete(source)};
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const listener = event.source && listeners.get(event.source);
  if (!listener || !event.source || !isMessage(event.data)) return;
  const message = event.data as FromFrame;
  if (message.type !== 'call') {
    // The table's key and its handler's message belong together, which TypeScript cannot follow here.
    const handler = listener.heard[message.type] as ((message: FromFrame) => void) | undefined;
    handler?.(message);
    return;
  }
  const {source} = event;
  const reply = (answer: ToFrame) => source.postMessage(answer, {targetOrigin: '*'});
  answerCall(listener.handle, message.method, message.args).then(
    (value) => reply({type: 'answer', id: message.id, value}),
    (error: unknown) =>
      reply({type: 'answer', id: message.id, error: error instanceof Error ? error.message : String(error)}),
  );
});

/** Puts an extension's frame into `parent`; it starts at once. */
export function openFrame(
  parent: Element,
  {extension, target, selected, title, className, heard}: FrameOptions,
): ExtensionFrame {
  const {handle, apiVersion, messages, defaultMessages} = extension;
  const start: FrameStart = {
    handle,
    target,
    selected,
    locale: page.language,
    messages,
    defaultMessages,
    appUrl: page.appUrl,
    apiVersion,
  };
  const element = make('iframe', {className, title});
  element.setAttribute('sandbox', 'allow-scripts');
  element.dataset['extension'] = handle;
  element.dataset['target'] = target;
  element.srcdoc = documentOf(start, title);
  parent.append(element);
  const {stop} = hear(element.contentWindow!, handle, heard);
  return {
    element,
    remove() {
      stop();
      element.remove();
    },
  };
}

function documentOf(start: FrameStart, title: string): string {
  const {origin} = window.location;
  const data = JSON.stringify(start).replaceAll('<', '\\u003c');
  const script = (path: string) => `<script defer src="${origin}${path}"></script>`;
  const escaped = make('p', {}, title).innerHTML;
  const scripts = ['/stand-ins/polaris.js', '/stand-ins/extension.js', `/bundles/${start.handle}/${start.target}.js`];
  return `<!doctype html><html lang="${start.locale}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped}</title>
    <script type="application/json" id="frame-start">${data}</script>${scripts.map(script).join('')}</head><body></body></html>`;
}
