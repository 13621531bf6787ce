/** Files for the browser: stand-ins, fonts, styles, and the extensions' bundles. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Route} from '../index.ts';
import {bundleOf} from '../extensions/build.ts';
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
  const find = finders[folder ?? ''];
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

interface Found {
  type: string;
  body: string | Buffer;
}
const script = 'text/javascript; charset=utf-8';

const finders: Record<string, (name: string, part: string) => Promise<Found | null>> = {
  async 'stand-ins'(name) {
    if (name === 'admin.css') {
      return {type: 'text/css; charset=utf-8', body: await readFile(join(import.meta.dirname, '../client/admin.css'))};
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
    return extension ? {type: script, body: await readFile(bundleOf(extension, file.replace(/\.js$/, '')))} : null;
  },
};
