/** Opens the order action. */
import type {ApiServer} from './apiServer.ts';
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {extensionFolder, openPage, type Page} from './host.ts';
import type {Locale} from './i18n.ts';

export {hostFetch, isOn} from './host.ts';

export interface Modal extends Page {
  /** How often the extension closed itself. */
  closed: () => number;
}

export async function openModal(api: ApiServer, locale: Locale = 'en'): Promise<Modal> {
  let closed = 0;
  const real = globalThis.fetch;
  const extension = setUpExtension('admin.order-details.action.render', {configSearchDir: extensionFolder});
  extension.shopify.close = () => {
    closed++;
  };
  return Object.assign(await openPage(extension, api, locale, real), {closed: () => closed});
}
