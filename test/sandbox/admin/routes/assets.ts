/** Files for the browser: stand-ins, fonts, styles, and the extensions' bundles. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Route} from '../index.ts';
import {bundleOf, conditionOf} from '../extensions/build.ts';
import {findExtensions} from '../extensions/find.ts';
import {fontOf, scriptOf} from '../scripts.ts';

const headers = {
  // Frames without an origin of their own, and the app's pages, load from here.
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-cache',
};

export const assets: Route = ({request, response, url}) => {
  const [, folder, name = '', part = ''] = url.pathname.split('/');
  const find = Object.hasOwn(finders, folder ?? '') ? finders[folder ?? ''] : undefined;
  if (request.method !== 'GET' || !find) return null;
  return (async () => {
    const found = await find(name, part);
    if (!found) {
      response.writeHead(404, headers);
      response.end();
      return;
    }
    response.writeHead(200, {...headers, 'Content-Type': found.type});
    response.end(found.body);
  })();
};

const stylesFolder = join(import.meta.dirname, '../client/styles');
/** In this order: what is for phones comes last. */
const styles = ['base', 'frame', 'content', 'tables', 'extensions', 'narrow'];

interface Found {
  type: string;
  body: string | Buffer;
}
const script = 'text/javascript; charset=utf-8';

const finders: Record<string, (name: string, part: string) => Promise<Found | null>> = {
  async 'stand-ins'(name) {
    if (name === 'admin.css') {
      const files = await Promise.all(styles.map((file) => readFile(join(stylesFolder, `${file}.css`), 'utf8')));
      return {type: 'text/css; charset=utf-8', body: files.join('\n')};
    }
    const body = await scriptOf(name);
    return body === null ? null : {type: script, body};
  },
  async fonts(name) {
    const body = await fontOf(name);
    return body && {type: 'font/woff2', body};
  },
  /** `/bundles/<handle>/<target>.js` */
  async bundles(handle, file) {
    const extension = (await findExtensions('en')).find((one) => one.handle === handle);
    const target = file.replace(/\.js$/, '');
    const known = extension?.targets.some(
      (one) => one.target === target || (one.shouldRender && conditionOf(one.target) === target),
    );
    return extension && known ? {type: script, body: await readFile(bundleOf(extension, target))} : null;
  },
};
