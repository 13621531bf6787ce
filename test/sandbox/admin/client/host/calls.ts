/** What extensions and the app's home page ask of the admin. */
import {pick, pickResource} from './pickers.ts';
import {idToken, queryShop} from './shop.ts';

type Handler = (handle: string, ...args: unknown[]) => unknown;

const storageKey = (handle: string) => `extension-storage:${handle}`;
const stored = (handle: string): Record<string, unknown> =>
  JSON.parse(localStorage.getItem(storageKey(handle)) ?? '{}');
const store = (handle: string, values: Record<string, unknown>) =>
  localStorage.setItem(storageKey(handle), JSON.stringify(values));
const keysOf = (keys: unknown): string[] => (Array.isArray(keys) ? keys.map(String) : []);

const handlers: Record<string, Handler> = {
  idToken,
  query: (_handle, query, variables, version) => queryShop(query, variables, version),
  picker: (_handle, options) => pick(options),
  resourcePicker: (_handle, options) => pickResource(options),
  'storage.get': (handle, key) => stored(handle)[String(key)],
  'storage.getMany': (handle, keys) => keysOf(keys).map((key) => stored(handle)[key]),
  'storage.set': (handle, key, value) => store(handle, {...stored(handle), [String(key)]: value}),
  'storage.setMany': (handle, entries) => store(handle, {...stored(handle), ...Object(entries)}),
  'storage.delete': (handle, key) => remove(handle, String(key)),
  'storage.deleteMany': (handle, keys) => Object.fromEntries(keysOf(keys).map((key) => [key, remove(handle, key)])),
  'storage.clear': (handle) => store(handle, {}),
  'storage.all': (handle) => stored(handle),
};

function remove(handle: string, key: string): boolean {
  const {[key]: gone, ...rest} = stored(handle);
  store(handle, rest);
  return gone !== undefined;
}

/** @throws Error if the sandbox has no such thing, in words for whoever writes the extension */
export async function answerCall(handle: string, method: string, args: unknown[]): Promise<unknown> {
  const handler = handlers[method];
  if (!handler) throw new Error(`The sandbox's admin has no "${method}".`);
  return handler(handle, ...args);
}
