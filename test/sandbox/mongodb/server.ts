/** An in-memory MongoDB for the demo and the tests: a standalone server that the real driver talks to over TCP. */
import {once} from 'node:events';
import net from 'node:net';
import {Cursors} from './commands/cursors.ts';
import {dispatch, failure} from './commands/dispatch.ts';
import {CommandError} from './errors.ts';
import {removeExpired} from './store/expiry.ts';
import {Store} from './store/store.ts';
import {Frames, readMessage, writeReply} from './wire.ts';

export interface MongoOptions {
  /** Default 0: a free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

export interface RunningMongo {
  /** As in `mongodb://127.0.0.1:27017/`. */
  uri: string;
  port: number;
  /** Closes all connections and forgets all data. */
  close(): Promise<void>;
}

/** How often TTL indexes are looked at, in milliseconds; mongod does it each minute. */
const expiryInterval = 1000;

/** Starts a server with no data.
 * @throws Error if the port is taken */
export async function startMongo({port = 0, host = '127.0.0.1'}: MongoOptions = {}): Promise<RunningMongo> {
  const state = {store: new Store(), cursors: new Cursors()};
  const sockets = new Set<net.Socket>();
  const server = net.createServer({noDelay: true}, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, state);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const timer = setInterval(() => removeExpired(state.store, new Date()), expiryInterval);
  timer.unref();
  return {
    uri: `mongodb://${host}:${address.port}/`,
    port: address.port,
    async close() {
      clearInterval(timer);
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: net.Socket, state: Parameters<typeof dispatch>[0]): void {
  const frames = new Frames();
  // A peer that goes away is no error of ours; 'close' follows
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const bytes of frames.push(chunk)) answer(socket, bytes, state);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined);
    }
  });
}

function answer(socket: net.Socket, bytes: Buffer, state: Parameters<typeof dispatch>[0]): void {
  const message = readMessage(bytes);
  const [name = ''] = Object.keys(message.body);
  const reply =
    message.legacy && !/^(hello|ismaster)$/i.test(name)
      ? failure(
          new CommandError(352, `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`),
        )
      : dispatch(state, message.body);
  if (message.wantsReply) socket.write(writeReply(message, reply));
}
