/** What Postmark says of an address it sends nothing to, and asking it to send again. */
import type {ServerClient} from 'postmark';
import {AppError} from '../../errors.ts';
import type {BlockReason} from '../../wire.ts';
import {callPostmark, type PostmarkConfig} from '../transport.ts';
import {reasonOf} from './reasons.ts';

/** Why Postmark sends nothing to the address; null if it does.
 * @throws AppError `email_unavailable` if it cannot be asked */
export async function suppressionOf(
  config: PostmarkConfig,
  address: string,
): Promise<{reason: BlockReason | null} | null> {
  const rows = await ask(config, 'Suppressions', (client) =>
    client.getSuppressions(config.POSTMARK_MESSAGE_STREAM, {emailAddress: address}),
  );
  const row = rows.find(({EmailAddress}) => sameAddress(EmailAddress, address));
  return row ? {reason: reasonOf(row['SuppressionReason'])} : null;
}

/**
 * Asks Postmark to send to the address again. Harmless where nothing is suppressed.
 * @returns false if it will not: the recipient complained, or Postmark itself took the address out of use
 * @throws AppError `email_unavailable` if it cannot be asked, or does not say what it did
 */
export async function liftSuppression(config: PostmarkConfig, address: string): Promise<boolean> {
  const stream = config.POSTMARK_MESSAGE_STREAM;
  const [row] = await ask(config, 'Suppressions', (client) =>
    client.deleteSuppressions(stream, {Suppressions: [{EmailAddress: address}]}),
  );
  if (row?.['Status'] !== 'Deleted') return false;
  // Postmark: the two are one; where a bounce still holds the address, it is activated by itself.
  const bounces = await ask(config, 'Bounces', (client) =>
    client.getBounces({count: 50, offset: 0, inactive: true, emailFilter: address, messageStream: stream}),
  );
  for (const {ID, Email, CanActivate} of bounces) {
    if (!sameAddress(Email, address) || typeof ID !== 'number' || CanActivate !== true) continue;
    const answer = await callPostmark(config, (client) => client.activateBounce(ID));
    if (answer.kind !== 'answer' || answer.status !== 200) throw unavailable(answer);
  }
  return true;
}

type Row = Record<string, unknown>;

async function ask(
  config: PostmarkConfig,
  list: 'Suppressions' | 'Bounces',
  call: (client: ServerClient) => Promise<unknown>,
): Promise<Row[]> {
  const answer = await callPostmark(config, call);
  const body: unknown = answer.kind === 'answer' && answer.status === 200 ? answer.body : null;
  const rows: unknown = typeof body === 'object' && body !== null ? (body as Row)[list] : null;
  if (!Array.isArray(rows)) throw unavailable(answer);
  return rows.filter((row): row is Row => typeof row === 'object' && row !== null);
}

function unavailable(answer: Awaited<ReturnType<typeof callPostmark>>): AppError {
  const reason = answer.kind === 'answer' ? `HTTP ${answer.status}` : answer.reason;
  return new AppError('email_unavailable', {
    message: 'The email provider does not answer. Try again in a minute.',
    cause: new Error(`Postmark did not answer as it should: ${reason}`),
  });
}

function sameAddress(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.toLowerCase() === other.toLowerCase();
}
