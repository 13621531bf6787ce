/** The embedded MongoDB as a process: env `PORT` (default 0: a free one); one line of JSON, `{"url": …}`, once it listens. */
import {startMongo} from './server.ts';

const server = await startMongo({port: Number(process.env['PORT'] ?? 0)});
console.log(JSON.stringify({url: server.uri}));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.close());
}
