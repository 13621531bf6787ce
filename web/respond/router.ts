/** `/r/:token`: the page on which a service answers a request, without an account. The token is the right to it. */
import express, {Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response} from 'express';
import type {Context} from '../../core/context.ts';
import {supportedEmailLocales} from '../../core/email/locales/locales.ts';
import type {MessageKey} from '../../core/email/locales/messages.ts';
import {translator} from '../../core/email/locales/translator.ts';
import {AppError} from '../../core/errors.ts';
import {acknowledge} from '../../core/notices/acknowledge.ts';
import {giveBack} from '../../core/requests/actions.ts';
import {answerRequest} from '../../core/requests/answer/answer.ts';
import {readAnswerLink, type AnswerLink} from '../../core/requests/answer/link.ts';
import {readRequestToAnswer} from '../../core/requests/answer/show.ts';
import type {Enqueue} from '../../jobs/enqueue.ts';
import type {Background} from '../background.ts';
import {methodNotAllowed, toAnswerable} from '../errors.ts';
import type {RateLimits} from '../rateLimits.ts';
import {noteShop} from '../requestLog.ts';
import {readForm} from './input.ts';
import {plainPage, requestPage} from './view.ts';

interface RespondParts {
  ctx: Context;
  enqueue: Enqueue;
  background: Background;
  limits: RateLimits;
}

/** The router for `/r`. */
export function respondRouter(parts: RespondParts): Router {
  const {ctx} = parts;
  const router = Router({caseSensitive: true});
  router.use(pageHeaders, parts.limits.perAddress);
  router
    .route('/preview')
    .get((req, res) => {
      sentence(req, res, 200, 'previewLink');
    })
    .all(methodNotAllowed(['get', 'head']));
  router
    .route('/:token')
    // Scanners of mail open every link: looking changes nothing.
    .get(async (req, res) => {
      const link = linkOf(ctx, req, res);
      if (!link) return;
      const page = await readRequestToAnswer(ctx, link);
      res.type('html').send(requestPage(page, {notice: noticeOf(req.query['notice'])}));
    })
    .post(fromThisPage(ctx), express.urlencoded({extended: false, limit: '20kb', inflate: false}), answer(parts))
    .all(methodNotAllowed(['get', 'head', 'post']));
  router.use(failed);
  return router;
}

const notices: readonly MessageKey[] = ['answerTooLate', 'trackingRefused'];
const noticeOf = (given: unknown): MessageKey | null => notices.find((one) => one === given) ?? null;

function answer({ctx, enqueue, background}: RespondParts): RequestHandler {
  return async (req, res) => {
    const link = linkOf(ctx, req, res);
    if (!link) return;
    const form = readForm(req.body);
    if ('refused' in form) {
      const page = await readRequestToAnswer(ctx, link);
      res
        .status(422)
        .type('html')
        .send(requestPage(page, {refused: form.refused}));
      return;
    }
    if ('acknowledgement' in form) {
      if (!(await acknowledge(ctx, link, form.acknowledgement))) throw new AppError('request_not_found');
      res.redirect(303, `${req.baseUrl}${req.path}`);
      return;
    }
    let notice: MessageKey | null = null;
    try {
      const request = await answerRequest({...ctx, log: req.log}, link, form.answer);
      if (!request) notice = 'answerTooLate';
      else if (request.status === 'confirmed') await wake(enqueue, req, link);
      else if (request.status === 'declined') background.run(() => giveBack(ctx, request));
    } catch (error) {
      if (!(error instanceof AppError) || !['shopify_rejected', 'request_state_conflict'].includes(error.code))
        throw error;
      notice = 'trackingRefused';
    }
    // To the page itself, so that loading it again sends nothing again.
    res.redirect(303, `${req.baseUrl}${req.path}${notice === null ? '' : `?notice=${notice}`}`);
  };
}

/** The answer is stored by then; should the word be lost, the sweeper finds it. */
async function wake(enqueue: Enqueue, req: Request, {shop}: AnswerLink): Promise<void> {
  await enqueue.deliver(shop).catch((err: unknown) => req.log.error({err}, 'could not enqueue a look at the shop'));
}

/** undefined: the link is not good, and that was answered. */
function linkOf({config}: Context, req: Request, res: Response): AnswerLink | undefined {
  const {token} = req.params;
  const link = readAnswerLink(config, typeof token === 'string' ? token : '');
  if (link === 'expired') sentence(req, res, 410, 'linkExpired');
  else if (link === 'invalid') sentence(req, res, 404, 'linkInvalid');
  else {
    noteShop(req, link.shop);
    return link;
  }
  return undefined;
}

/** A page in the language of whoever looks: whose link it is, is not known. */
function sentence(req: Request, res: Response, status: number, key: MessageKey): void {
  // English first: it is for those who take any.
  const t = translator(req.acceptsLanguages(['en', ...supportedEmailLocales()]) || 'en');
  res
    .status(status)
    .type('html')
    .send(plainPage(t, 'Custom Fulfillment Services', t.text(key)));
}

/** The token is in no other site's hands; should it get there, another site still cannot send the form. */
function fromThisPage({config}: Context): RequestHandler {
  const own = new URL(config.APP_URL).origin;
  return (req, _res, next) => {
    const origin = req.get('Origin');
    const site = req.get('Sec-Fetch-Site');
    if ((origin !== undefined && origin !== own) || (site !== undefined && site !== 'same-origin')) {
      throw new AppError('forbidden', {message: 'This answer did not come from the page of the request.'});
    }
    next();
  };
}

const pageHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    // The address holds the token: no other site may learn it from a picture's request. Under `no-referrer` a browser would
    // send the form without its origin.
    'Referrer-Policy': 'same-origin',
    'X-Robots-Tag': 'noindex, nofollow',
    'X-Frame-Options': 'DENY',
  });
  next();
};

/** People read these pages: errors are sentences. */
const failed: ErrorRequestHandler = (thrown: unknown, req, res, next) => {
  const error = toAnswerable(thrown);
  if (error.status === 405 || res.headersSent) {
    next(thrown);
    return;
  }
  req.log[error.status >= 500 ? 'error' : 'info']({err: error, code: error.code}, error.message);
  if (error.retryAfterMs !== undefined) res.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
  const gone = error.code === 'request_not_found' || error.code === 'service_not_found';
  if (gone) sentence(req, res, 404, 'linkInvalid');
  else sentence(req, res, error.status < 500 ? error.status : 503, 'tryAgain');
};
