/** A socket to the database that breaks in the midst of a write: the caller is told to come again, not that we failed. */
import {once} from 'node:events';
import net from 'node:net';
import {expect, it} from 'vitest';
import {toAnswerable} from '../../web/errors.ts';

it('is the database away', async () => {
  const server = net.createServer((peer) => peer.once('data', () => peer.resetAndDestroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  socket.write('hello');
  const [broken] = (await once(socket, 'error')) as [unknown];
  expect(broken).toMatchObject({syscall: 'read', code: 'ECONNRESET'});
  expect(toAnswerable(broken)).toMatchObject({code: 'database_unavailable', status: 503});
  expect(toAnswerable(new TypeError('ours'))).toMatchObject({code: 'internal', status: 500});
  server.close();
});
