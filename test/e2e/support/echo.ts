/** Stands where an app would: answers each call with the credentials that came with it, to any origin. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface Echo {
  url: string;
  /** The same from another origin. */
  otherUrl: string;
  close(): Promise<void>;
}

export async function startEcho(): Promise<Echo> {
  const server = createServer((request, response) => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'Authorization',
    });
    response.end(JSON.stringify({authorization: request.headers.authorization}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    otherUrl: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
