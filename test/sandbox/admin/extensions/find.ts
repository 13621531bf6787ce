/** The extensions of this repo as their toml files declare them, with their texts. */
import {readdir, readFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parse} from 'smol-toml';
import {z} from 'zod';
import type {Messages} from '../client/shared/protocol.ts';

export const root = resolve(import.meta.dirname, '../../../..');
export const extensionsFolder = join(root, 'extensions');

const config = z.object({
  api_version: z.string(),
  extensions: z.array(
    z.object({
      name: z.string(),
      handle: z.string(),
      type: z.string(),
      targeting: z
        .array(z.object({target: z.string(), should_render: z.object({module: z.string()}).optional()}))
        .default([]),
    }),
  ),
});

export interface Extension {
  handle: string;
  /** Absolute path. */
  folder: string;
  name: string;
  apiVersion: string;
  targets: {target: string; shouldRender: boolean}[];
  messages: Messages;
  defaultMessages: Messages;
}

/** @param language as `en` or `th` */
export async function findExtensions(language: string): Promise<Extension[]> {
  const folders = (await readdir(extensionsFolder, {withFileTypes: true})).filter(
    (entry) => entry.isDirectory() && existsSync(join(extensionsFolder, entry.name, 'shopify.extension.toml')),
  );
  const found = await Promise.all(folders.map((entry) => read(join(extensionsFolder, entry.name), language)));
  return found.flat();
}

async function read(folder: string, language: string): Promise<Extension[]> {
  const {api_version: apiVersion, extensions} = config.parse(
    parse(await readFile(join(folder, 'shopify.extension.toml'), 'utf8')),
  );
  const {messages, defaultMessages} = await readMessages(join(folder, 'locales'), language);
  return extensions.map(({name, handle, targeting}) => ({
    handle,
    folder,
    apiVersion,
    name: translated(name, messages, defaultMessages),
    targets: targeting.map(({target, should_render: condition}) => ({target, shouldRender: condition !== undefined})),
    messages,
    defaultMessages,
  }));
}

/** Shopify: `<language>.default.json` is what a missing text falls back to. */
async function readMessages(folder: string, language: string) {
  const files = existsSync(folder) ? await readdir(folder) : [];
  const load = async (file: string | undefined): Promise<Messages> =>
    file ? JSON.parse(await readFile(join(folder, file), 'utf8')) : {};
  return {
    messages: await load(files.find((file) => file === `${language}.json` || file === `${language}.default.json`)),
    defaultMessages: await load(files.find((file) => file.endsWith('.default.json'))),
  };
}

/** `t:name` is a text of the locale files. */
function translated(name: string, messages: Messages, defaults: Messages): string {
  if (!name.startsWith('t:')) return name;
  const text = messages[name.slice(2)] ?? defaults[name.slice(2)];
  return typeof text === 'string' ? text : name;
}
