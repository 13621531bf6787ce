/** The frame's end of the line to the admin around it. */
import {isMessage, type FromFrame, type ToFrame} from './protocol.ts';

export interface Bridge {
  tell(message: FromFrame): void;
  /** @throws Error with the admin's words */
  call(method: string, ...args: unknown[]): Promise<unknown>;
  on(listener: (message: ToFrame) => void): void;
}

// To whoever frames it: a frame without an origin of its own cannot know the admin's.
const tell = (message: FromFrame) => window.parent.postMessage(message, '*');

export function createBridge(): Bridge {
  const waiting = new Map<number, {resolve: (value: unknown) => void; reject: (error: Error) => void}>();
  const listeners: ((message: ToFrame) => void)[] = [];
  let count = 0;

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || !isMessage(event.data)) return;
    const message = event.data as ToFrame;
    if (message.type === 'answer') {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) call?.resolve(message.value);
      else call?.reject(new Error(message.error));
    } else for (const listener of listeners) listener(message);
  });

  return {
    tell,
    call(method, ...args) {
      const id = ++count;
      return new Promise((resolve, reject) => {
        waiting.set(id, {resolve, reject});
        tell({type: 'call', id, method, args});
      });
    },
    on: (listener) => listeners.push(listener),
  };
}
