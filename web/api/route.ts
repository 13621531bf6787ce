/** How the API's addresses are written down: a path, and for each method a function from a call to its answer. */
import {Router, type Request, type RequestHandler} from 'express';
import {AppError} from '../../core/errors.ts';
import type {Enqueue} from '../../jobs/enqueue.ts';
import {callerOf, type Caller} from '../authenticate.ts';
import {methodNotAllowed} from '../errors.ts';

/** One call of the API, by a known caller. */
export interface Call extends Caller {
  /** A part of the path. */
  param(name: string): string;
  query: unknown;
  /** A JSON object; empty if the call had no body. */
  body: object;
  header(name: string): string | undefined;
  /** Has a worker look at the shop soon. Never throws: requests are recorded by then, and the sweeper finds those that stand still. */
  deliver(): Promise<void>;
  /** Has a worker carry the shop's assignments on soon; never throws, likewise. */
  assign(): Promise<void>;
  /** Has a worker carry the shop's removals on soon; never throws, likewise. */
  remove(): Promise<void>;
}

export interface Answer {
  /** Default 200. */
  status?: number;
  body: object;
}

export type Handler = (call: Call) => Promise<Answer>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Methods = Partial<Record<(typeof methods)[number], Handler>>;

/** By path, as Express writes them. */
export type Routes = Record<string, Methods>;

/** A router of these addresses; a method that an address does not take ends in 405. */
export function routerOf(routes: Routes, enqueue: Enqueue): Router {
  const router = Router({caseSensitive: true});
  for (const [path, byMethod] of Object.entries(routes)) {
    const route = router.route(path);
    const taken = methods.filter((method) => byMethod[method]);
    for (const method of taken) {
      const handler = byMethod[method];
      if (handler) route[method](answerWith(handler, enqueue));
    }
    route.all(methodNotAllowed(taken.includes('get') ? [...taken, 'head', 'options'] : [...taken, 'options']));
  }
  return router;
}

function answerWith(handler: Handler, enqueue: Enqueue): RequestHandler {
  return async (req, res) => {
    const caller = callerOf(req);
    const wake = (job: keyof Enqueue) => async () => {
      try {
        await enqueue[job](caller.shop);
      } catch (err) {
        caller.ctx.log.error({err, job}, 'could not enqueue a look at the shop; the sweeper will');
      }
    };
    const {status = 200, body} = await handler({
      ...caller,
      param: (name) => paramOf(req, name),
      query: req.query,
      body: bodyOf(req),
      header: (name) => req.get(name),
      deliver: wake('deliver'),
      assign: wake('assign'),
      remove: wake('remove'),
    });
    res.status(status).json(body);
  };
}

function paramOf(req: Request, name: string): string {
  const value = req.params[name];
  if (typeof value !== 'string') throw new Error(`This route has no parameter ${name}.`);
  return value;
}

function bodyOf(req: Request): object {
  const body: unknown = req.body;
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('invalid_input', {message: 'The request must be a JSON object.'});
  }
  return body;
}
