/** Ends an HTTP server without cutting off whoever is being answered. */
import type {Server} from 'node:http';

/** Takes no more connections, lets requests under way end, closes connections as they fall idle; cuts what is left after `patienceMs`. */
export async function drain(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Node closes the connections that are idle now; those that become so later would stay until their keep-alive ends.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await closed;
  } finally {
    clearInterval(idle);
    clearTimeout(cut);
  }
}
