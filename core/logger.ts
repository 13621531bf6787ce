import {pino, type Logger} from 'pino';

export type {Logger};

/** Keys whose values never reach a log line: secrets, and whatever could name a customer. */
const secret = [
  'accessToken',
  'refreshToken',
  'authorization',
  'Authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'email',
  'phone',
  'address',
  'shippingAddress',
  'destination',
  'note',
  'customer',
  'body',
  'html',
  'text',
];

/** A logger that writes JSON lines to stdout. What `secret` names is replaced, two levels deep. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    level,
    name,
    redact: {paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]'},
  });
}
