/** What `npm run build:home` left: the files of the home page's client. */
import {readFile, stat} from 'node:fs/promises';
import {z} from 'zod';

const manifestUrl = new URL('home/dist/manifest.json', import.meta.url);

/** The file names are hashes and plain words; anything else did not come from the build. */
const fileName = z.string().regex(/^[\w.-]+$/);
const manifest = z.object({script: fileName, styles: z.array(fileName)});

export type HomeClient = z.output<typeof manifest>;

let read: {at: number; client: HomeClient} | undefined;

/** The client as it was built last; null if it was not.
 * @throws Error if the manifest is not what the build writes */
export async function readClient(): Promise<HomeClient | null> {
  const info = await stat(manifestUrl).catch(() => null);
  if (!info) return null;
  if (read?.at !== info.mtimeMs) {
    read = {at: info.mtimeMs, client: manifest.parse(JSON.parse(await readFile(manifestUrl, 'utf8')))};
  }
  return read.client;
}
