/** The extensions as the Shopify CLI builds them. */
import {join} from 'node:path';
import {buildExtensions} from '../../sandbox/admin/extensions/build.ts';
import {extensionsFolder} from '../../sandbox/admin/extensions/find.ts';

export interface Built {
  /** Absolute paths. */
  action: string;
  shouldRender: string;
  block: string;
  /** Of the action and of the block. */
  metafiles: [string, string];
}

/** The bundles of the order page, built anew where a source is newer; that takes some seconds. */
export async function builtOrders(): Promise<Built> {
  await buildExtensions();
  const dist = join(extensionsFolder, 'orders/dist');
  return {
    action: join(dist, 'orders.js'),
    shouldRender: join(dist, 'orders-conditions.js'),
    block: join(dist, 'order-block.js'),
    metafiles: [join(dist, 'orders.metafile.json'), join(dist, 'order-block.metafile.json')],
  };
}

/** The bundle of an extension that is alone in its folder and has its handle from it. */
export async function builtBundle(folder: string): Promise<{file: string; metafile: string}> {
  await buildExtensions();
  const dist = join(extensionsFolder, folder, 'dist');
  return {file: join(dist, `${folder}.js`), metafile: join(dist, `${folder}.metafile.json`)};
}
