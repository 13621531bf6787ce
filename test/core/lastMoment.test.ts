/** Asked at the last moment: what was allowed when the call began, and is not when its bytes would leave, does not leave. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import {askingDispatcher, wasNotAllowed} from '../../core/lastMoment.ts';

let url: string;
let received: number;
const server = createServer((_request, response) => {
  received += 1;
  response.end('here');
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = 0;
});

const post = (mayCall: () => boolean) => fetch(url, {method: 'POST', body: 'x', dispatcher: askingDispatcher(mayCall)});
const refusal = async (call: Promise<Response>): Promise<unknown> => {
  try {
    await call;
    return null;
  } catch (error) {
    return error;
  }
};

it('lets a call through that may be made, whole', async () => {
  const response = await post(() => true);
  expect([response.status, await response.text(), received]).toEqual([200, 'here', 1]);
});

it('stops one that may not', async () => {
  expect(wasNotAllowed(await refusal(post(() => false)))).toBe(true);
  expect(received).toBe(0);
});

it('stops one that might when it began, but may not any more once the connection stands', async () => {
  let allowed = true;
  const call = post(() => allowed);
  allowed = false;
  expect(wasNotAllowed(await refusal(call))).toBe(true);
  expect(received).toBe(0);
});

it('does not mistake another failure for its own', async () => {
  const nobody = fetch('http://127.0.0.1:1', {dispatcher: askingDispatcher(() => true)});
  expect(wasNotAllowed(await refusal(nobody))).toBe(false);
});
