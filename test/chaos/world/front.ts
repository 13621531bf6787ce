/**
 * The one address of all web processes, as a load balancer has it. What Shopify and Postmark send through it comes twice, late and
 * so in another order, not at all, or is refused at first.
 */
import {createServer, request as send, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Chance} from '../plan/chance.ts';

export interface Front {
  url: string;
  /** Ports of the web processes, dead ones too. */
  targets: number[];
  /** From now on everything goes straight through. */
  calm(): void;
  /** How many webhooks are late at the moment. */
  late(): number;
  /** What became of webhooks, by the way they went. */
  readonly webhooks: Record<Way, number>;
  close(): Promise<void>;
}

type Way = 'straight' | 'twice' | 'late' | 'lost' | 'refused' | 'answer lost';

/** In parts of 100; the rest goes straight. */
const shares: [Way, number][] = [
  ['twice', 15],
  ['late', 15],
  ['lost', 8],
  ['refused', 8],
  ['answer lost', 8],
];

/** Where Shopify and Postmark tell of something, and nobody waits for more than a yes. */
const tells = ['/webhooks/', '/postmark/', '/fulfillment-service/fulfillment_order_notification'];

interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export async function startFront(chance: Chance): Promise<Front> {
  const targets: number[] = [];
  const webhooks: Front['webhooks'] = {straight: 0, twice: 0, late: 0, lost: 0, refused: 0, 'answer lost': 0};
  const timers = new Set<NodeJS.Timeout>();
  let calm = false;
  let turn = 0;

  /** Gives a call to the next web process that takes it. @returns whether one answered */
  const relay = async (asked: Asked, response: ServerResponse | null): Promise<boolean> => {
    for (let tried = 0; tried < targets.length; tried++) {
      const port = targets[turn++ % targets.length];
      if (port === undefined) break;
      const outcome = await forward(port, asked, response);
      if (outcome !== 'refused') return outcome === 'answered';
    }
    response?.destroy();
    return false;
  };

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const webhook = (asked: Asked, response: ServerResponse) => {
    const way = calm ? 'straight' : chance.byShare(shares, 'straight');
    webhooks[way]++;
    switch (way) {
      case 'straight':
        void relay(asked, response);
        return;
      case 'twice':
        void relay(asked, response);
        later(chance.between(0, 1500), () => void relay(asked, null));
        return;
      case 'late':
        // Its sender is content, so it comes once, and after what was sent later.
        response.writeHead(200).end();
        later(chance.between(1000, 8000), () => void relay(asked, null));
        return;
      case 'lost':
        response.writeHead(200).end();
        return;
      case 'refused':
        response.writeHead(503).end();
        return;
      case 'answer lost':
        void relay(asked, null).then(() => response.destroy());
    }
  };

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => undefined);
    try {
      const asked = await read(request);
      if (tells.some((path) => asked.path.startsWith(path))) webhook(asked, response);
      else await relay(asked, response);
    } catch {
      response.destroy();
    }
  };

  const server = createServer((request, response) => {
    void take(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    webhooks,
    calm: () => {
      calm = true;
    },
    late: () => timers.size,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer));
  const {method = 'GET', url: path = '/', headers} = request;
  return {method, path, headers, body: Buffer.concat(chunks)};
}

/** `refused`: no process listens there. `broken`: it ended in the midst of it, and so does the caller's connection. */
function forward(
  port: number,
  asked: Asked,
  response: ServerResponse | null,
): Promise<'answered' | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const broken = () => {
      response?.destroy();
      resolve('broken');
    };
    const outgoing = send(
      {host: '127.0.0.1', port, method: asked.method, path: asked.path, headers: asked.headers, agent: false},
      (answer) => {
        answer.on('error', broken);
        answer.on('end', () => resolve('answered'));
        if (!response) {
          answer.resume();
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve('refused');
      else broken();
    });
    outgoing.end(asked.body);
  });
}
