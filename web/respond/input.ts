/** What the forms of the service's page send, checked. */
import {z} from 'zod';
import {AppError} from '../../core/errors.ts';
import type {Answer, Tracking} from '../../core/requests/answer/answer.ts';
import type {Acknowledgement} from '../../core/notices/acknowledge.ts';
import type {Refused} from './forms.ts';

/** One line: what no tracking number or carrier holds becomes a space. */
const line = (max: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
    .pipe(z.string().max(max));

const acknowledgementSchema = z.object({
  action: z.enum(['stopped', 'readdressed', 'shipped']),
  notice: z.string().regex(/^[0-9a-f]{24}$/),
});

const formSchema = z.object({
  action: z.enum(['confirm', 'decline', 'tracking']),
  number: line(200),
  company: line(100),
  reason: z
    .string()
    .default('')
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(500)),
});

/** @throws AppError `invalid_input` for what none of the forms can have sent */
export function readForm(body: unknown): {answer: Answer} | {refused: Refused} | {acknowledgement: Acknowledgement} {
  const acknowledged = acknowledgementSchema.safeParse(body ?? {});
  if (acknowledged.success) {
    const {action, notice} = acknowledged.data;
    return {acknowledgement: {noticeId: notice, kind: action}};
  }
  const result = formSchema.safeParse(body ?? {});
  if (!result.success) throw new AppError('invalid_input');
  const {action, ...values} = result.data;
  const {number, company, reason} = values;
  const tracking: Tracking | null = number === '' ? null : {number, ...(company === '' ? {} : {company})};
  if (action === 'decline') {
    return reason === '' ? {refused: {action, values, error: 'missingReason'}} : {answer: {kind: 'decline', reason}};
  }
  // A carrier alone is a number forgotten.
  if (tracking === null && (action === 'tracking' || company !== '')) {
    return {refused: {action, values, error: 'missingTracking'}};
  }
  return {answer: tracking && action === 'tracking' ? {kind: 'tracking', tracking} : {kind: 'confirm', tracking}};
}
