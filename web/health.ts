/** Whether the process lives, whether it can work, and what it has done. */
import {Router, type RequestHandler} from 'express';
import type {Db} from 'mongodb';
import type {Context} from '../core/context.ts';
import {AppError} from '../core/errors.ts';
import {currentHold} from '../core/email/account/hold.ts';
import {requests} from '../core/requests/store.ts';
import {webhooks} from '../core/webhooks/store.ts';
import {methodNotAllowed} from './errors.ts';
import type {RateLimits} from './rateLimits.ts';

const patienceMs = 1_000;

/** Counts answers by status; {@link healthRouter} shows the counts. */
export interface AnswerCount {
  readonly middleware: RequestHandler;
  /** Answers since the start of the process, by HTTP status. */
  readonly byStatus: ReadonlyMap<number, number>;
}

export function createAnswerCount(): AnswerCount {
  const byStatus = new Map<number, number>();
  return {
    byStatus,
    middleware(_req, res, next) {
      res.once('finish', () => byStatus.set(res.statusCode, (byStatus.get(res.statusCode) ?? 0) + 1));
      next();
    },
  };
}

/** `/healthz`, `/readyz` and `/metrics`. They name no shop, and need no token. */
export function healthRouter(ctx: Context, answers: AnswerCount, limits: Pick<RateLimits, 'perAddress'>): Router {
  const router = Router();
  // It asks more of the database than a probe does.
  router.get('/metrics', limits.perAddress);
  const pages: Record<string, RequestHandler> = {
    '/healthz': (_req, res) => {
      res.json({status: 'alive'});
    },
    '/readyz': async (_req, res) => {
      await withinPatience(ctx.db.command({ping: 1}));
      res.json({status: 'ready'});
    },
    '/metrics': async (_req, res) => {
      const depths = await withinPatience(queueDepths(ctx.db)).catch(() => null);
      res.type('text/plain; version=0.0.4').send(metricsText(answers.byStatus, depths));
    },
  };
  for (const [path, page] of Object.entries(pages)) {
    router
      .route(path)
      .get(page)
      .all(methodNotAllowed(['get', 'head']));
  }
  return router;
}

/** @throws AppError `database_unavailable` if `work` fails or takes too long */
async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (cause) {
    throw new AppError('database_unavailable', {cause, retryAfterMs: 5_000});
  } finally {
    clearTimeout(timer);
  }
}

interface Depths {
  requests: Map<string, number>;
  webhooks: number;
  accountHeld: boolean;
}

async function queueDepths(db: Db): Promise<Depths> {
  const waiting = ['queued', 'sending', 'unknown'] as const;
  const [unprocessed, held, ...counts] = await Promise.all([
    webhooks(db).countDocuments({processedAt: null}),
    currentHold(db),
    ...waiting.map(async (status) => [status, await requests(db).countDocuments({status})] as const),
  ]);
  return {requests: new Map(counts), webhooks: unprocessed, accountHeld: held !== null};
}

function samples(name: string, byStatus: Iterable<[string | number, number]>): string[] {
  return [...byStatus].map(([status, value]) => `${name}{status="${status}"} ${value}`);
}

/** Prometheus' text format. Without `depths` the database did not answer, and what it would tell is left out. */
function metricsText(answers: ReadonlyMap<number, number>, depths: Depths | null): string {
  const lines = [
    '# HELP http_answers_total Answers of this process, by HTTP status.',
    '# TYPE http_answers_total counter',
    ...samples('http_answers_total', answers),
    '# HELP database_up Whether the database answered.',
    '# TYPE database_up gauge',
    `database_up ${depths ? 1 : 0}`,
  ];
  if (depths) {
    lines.push(
      '# HELP fulfillment_requests Fulfillment requests that wait for the courier, by status.',
      '# TYPE fulfillment_requests gauge',
      ...samples('fulfillment_requests', depths.requests),
      '# HELP webhooks_unprocessed Webhooks received but not yet processed.',
      '# TYPE webhooks_unprocessed gauge',
      `webhooks_unprocessed ${depths.webhooks}`,
      '# HELP email_account_held Whether the email provider refuses the whole account, so that nothing is sent.',
      '# TYPE email_account_held gauge',
      `email_account_held ${depths.accountHeld ? 1 : 0}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
