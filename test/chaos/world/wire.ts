/** The wire to the database: a TCP relay that can be cut, or fall silent, and be mended. */
import {once} from 'node:events';
import net from 'node:net';

export interface Wire {
  port: number;
  /** `refused`: connections break, and new ones break at once. `silent`: they stand, and nothing comes through. */
  cut(way: 'refused' | 'silent'): void;
  mend(): void;
  close(): Promise<void>;
}

interface Pair {
  near: net.Socket;
  far: net.Socket;
}

export async function startWire(target: {host: string; port: number}): Promise<Wire> {
  const pairs = new Set<Pair>();
  let state: 'whole' | 'refused' | 'silent' = 'whole';

  const pauseBoth = ({near, far}: Pair) => {
    near.pause();
    far.pause();
  };
  const server = net.createServer({noDelay: true}, (near) => {
    near.on('error', () => undefined);
    if (state === 'refused') {
      near.resetAndDestroy();
      return;
    }
    const far = net.connect({...target, noDelay: true});
    const pair = {near, far};
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    far.on('error', () => undefined);
    near.once('close', end);
    far.once('close', end);
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => near.write(chunk));
    if (state === 'silent') pauseBoth(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The wire has no port.');

  return {
    port: address.port,
    cut(way) {
      state = way;
      for (const pair of pairs) {
        if (way === 'silent') pauseBoth(pair);
        else pair.near.resetAndDestroy();
      }
    },
    mend() {
      state = 'whole';
      for (const {near, far} of pairs) {
        near.resume();
        far.resume();
      }
    },
    async close() {
      server.close();
      for (const {near} of pairs) near.destroy();
      await once(server, 'close');
    },
  };
}
