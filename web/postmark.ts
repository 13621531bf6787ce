/** What Postmark sends by itself: what became of emails. Recorded before it is answered, done afterwards. */
import {createHash, timingSafeEqual} from 'node:crypto';
import express, {Router, type Request, type RequestHandler} from 'express';
import type {Context} from '../core/context.ts';
import {parseEvent} from '../core/email/events/parse.ts';
import {processEvent} from '../core/email/events/process.ts';
import {recordEvent, type StoredEvent} from '../core/email/events/store.ts';
import {webhookCredentials} from '../core/email/webhookCredentials.ts';
import {AppError} from '../core/errors.ts';
import type {Background} from './background.ts';
import {methodNotAllowed, notFound} from './errors.ts';

/** The router for `/postmark`. Postmark: exactly 200 is success; any 4xx but 408 and 429 drops the event for good. */
export function postmarkRouter({ctx, background}: {ctx: Context; background: Background}): Router {
  const router = Router({caseSensitive: true});
  router
    .route('/events')
    .post(onlyPostmark(ctx), express.raw({type: () => true, limit: '1mb', inflate: false}), async (req, res) => {
      const {id, event} = parseEvent(jsonOf(req), req.get('X-PM-Webhook-Trace-Id'));
      let record: StoredEvent | null;
      try {
        record = await recordEvent(ctx.db, id, event);
      } catch (cause) {
        // Whatever the database has against it now, Postmark shall come again.
        throw new AppError('database_unavailable', {cause});
      }
      res.status(200).end();
      if (record) background.run(() => processEvent({...ctx, log: req.log}, record));
    })
    .all(methodNotAllowed(['post']));
  router.use(notFound());
  return router;
}

/** Postmark signs nothing: the password in the webhook's settings tells its calls from others. */
function onlyPostmark({config}: Context): RequestHandler {
  const {user, password} = webhookCredentials(config.POSTMARK_SERVER_TOKEN);
  const expected = digest(`${user}:${password}`);
  return (req, res, next) => {
    const given = /^Basic +([\w+/=-]+)$/i.exec(req.get('Authorization') ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(Buffer.from(given, 'base64').toString()), expected)) {
      next();
      return;
    }
    res.set('WWW-Authenticate', 'Basic realm="Postmark webhooks"');
    throw new AppError('unauthenticated', {message: 'User or password are not those of the webhook.'});
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function jsonOf(req: Request): unknown {
  const body: unknown = req.body;
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    throw new AppError('invalid_json');
  }
}
