/** Every address the web process answers at, read off its routers, so that a new one cannot be forgotten by a test. */
import type {Express} from 'express';
import {webhookTopics} from '../../../core/webhooks/topics.ts';

export interface Address {
  /** As in `POST`. */
  method: string;
  /** As Express writes it, with its parameters. */
  path: string;
}

/** What is read of Express's router. */
interface Layer {
  rawPath: string | string[];
  route?: {stack: {method?: string}[]};
  handle: {stack?: Layer[]};
}

/** A folder of files, which is no route. */
const files = '/*file';

/** Each topic of a webhook is an address of its own. */
export function addressesOf(app: Express): Address[] {
  const found = walk((app.router as unknown as {stack: Layer[]}).stack, '');
  const all = found.flatMap(({method, path}) =>
    path === '/webhooks/*topic' ? webhookTopics.map((topic) => ({method, path: `/webhooks/${topic}`})) : {method, path},
  );
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

function walk(stack: Layer[], prefix: string): Address[] {
  return stack.flatMap((layer) =>
    [layer.rawPath].flat().flatMap((raw) => {
      const path = raw === '/' ? prefix : prefix + raw;
      if (layer.route) {
        const methods = layer.route.stack.flatMap(({method}) => method ?? []);
        return methods.map((method) => ({method: method.toUpperCase(), path: path || '/'}));
      }
      if (layer.handle.stack) return walk(layer.handle.stack, path);
      // What is tried for every address is none itself.
      return raw === '/' ? [] : [{method: 'GET', path: path + files}];
    }),
  );
}
