/** Whether the request can have left: refused and unknown hosts, broken TLS, and connections that end early. */
import {createServer as createHttpServer} from 'node:http';
import {createServer, type AddressInfo, type Server} from 'node:net';
import {afterEach, describe, expect, it} from 'vitest';
import {mailerFor, message} from './mailer-support.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('surely not sent', () => {
  it('when the connection is refused', async () => {
    const server = createServer();
    const host = await listen(server);
    await new Promise((resolve) => open.pop()?.close(resolve));
    expect(await mailerFor(`http://${host}`).send([message('k')])).toMatchObject([
      {kind: 'retry', detail: 'ECONNREFUSED'},
    ]);
  });

  it('when the host has no address', async () => {
    expect(await mailerFor('http://postmark.invalid').send([message('k')])).toMatchObject([{kind: 'retry'}]);
  });
});

describe('unknown', () => {
  it('when the connection ends after the request', async () => {
    const host = await listen(createServer((socket) => socket.once('data', () => socket.destroy())));
    expect(await mailerFor(`http://${host}`).send([message('k')])).toMatchObject([{kind: 'unknown'}]);
  });

  it('when the answer is not HTTP', async () => {
    const host = await listen(createServer((socket) => socket.once('data', () => socket.end('no\r\n\r\n'))));
    expect(await mailerFor(`http://${host}`).send([message('k')])).toMatchObject([{kind: 'unknown'}]);
  });

  it('when it is redirected, and the request is not repeated elsewhere', async () => {
    let calls = 0;
    const host = await listen(
      createHttpServer((_, response) => {
        calls++;
        response.writeHead(307, {Location: '/elsewhere'}).end();
      }),
    );
    expect(await mailerFor(`http://${host}`).send([message('k')])).toMatchObject([{kind: 'unknown'}]);
    expect(calls).toBe(1);
  });
});

it('reads Retry-After', async () => {
  const host = await listen(
    createHttpServer((request, response) => {
      request.resume().once('end', () => response.writeHead(429, {'Retry-After': '9'}).end());
    }),
  );
  expect(await mailerFor(`http://${host}`).send([message('k')])).toMatchObject([{kind: 'retry', afterMs: 9000}]);
});

it('keeps a path before the API', async () => {
  let path = '';
  const host = await listen(
    createHttpServer((request, response) => {
      path = request.url ?? '';
      request.resume().once('end', () => response.end('[]'));
    }),
  );
  await mailerFor(`http://${host}/postmark`).send([message('k')]);
  expect(path).toBe('/postmark/email/batch');
});
