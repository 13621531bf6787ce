/** Opens the order page's block. */
import type {ApiServer} from './apiServer.ts';
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {extensionFolder, openPage, type Page} from './host.ts';
import type {Locale} from './i18n.ts';

export interface Block extends Page {
  /** Where the extension led the merchant. */
  visited: string[];
}

export async function openBlock(api: ApiServer, locale: Locale = 'en'): Promise<Block> {
  const visited: string[] = [];
  const real = globalThis.fetch;
  const extension = setUpExtension('admin.order-details.block.render', {configSearchDir: extensionFolder});
  extension.shopify.navigation.navigate = (url) => {
    visited.push(String(url));
  };
  return Object.assign(await openPage(extension, api, locale, real), {visited});
}
