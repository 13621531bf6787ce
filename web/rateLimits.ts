/** How much one address and one shop may ask of this process in a minute. What is over it ends in `rate_limited` (429). */
import type {RequestHandler} from 'express';
import {ipKeyGenerator, rateLimit} from 'express-rate-limit';
import type {Config} from '../core/config.ts';
import {AppError} from '../core/errors.ts';
import {callerOf} from './authenticate.ts';

const windowMs = 60_000;

/** Counted in this process's memory: what is to be protected is its own time, and no request waits for a count in the database.
 * Of several processes each allows as much. */
export interface RateLimits {
  /** By IP address; of IPv6 by the network that one customer of a provider has. */
  perAddress: RequestHandler;
  /** By the shop of the session token: behind `authenticate`. */
  perShop: RequestHandler;
}

export function createRateLimits(config: Pick<Config, 'RATE_LIMIT_PER_ADDRESS' | 'RATE_LIMIT_PER_SHOP'>): RateLimits {
  return {
    // Without an address the caller has hung up.
    perAddress: limitBy((req) => ipKeyGenerator(req.ip ?? ''), config.RATE_LIMIT_PER_ADDRESS),
    perShop: limitBy((req) => callerOf(req).shop, config.RATE_LIMIT_PER_SHOP),
  };
}

function limitBy(keyGenerator: (req: Parameters<RequestHandler>[0]) => string, limit: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    keyGenerator,
    standardHeaders: false,
    legacyHeaders: false,
    // It would complain on the console about how many proxies are trusted, which `TRUSTED_PROXIES` says.
    validate: false,
    handler(req, _res, next) {
      const {resetTime} = ('rateLimit' in req ? req.rateLimit : {}) as {resetTime?: Date};
      const retryAfterMs = Math.max(1000, (resetTime?.getTime() ?? Date.now() + windowMs) - Date.now());
      next(new AppError('rate_limited', {retryAfterMs}));
    },
  });
}
