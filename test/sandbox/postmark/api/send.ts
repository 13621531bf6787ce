/** `POST /email` and `POST /email/batch`. */
import {recipients, type StoredMessage} from '../state.ts';
import {bounceType} from './bounce-types.ts';
import type {Call, Route} from './call.ts';
import {ApiError} from './errors.ts';
import {eastern} from '../time.ts';
import {validate} from './validate.ts';

const MB = 1024 * 1024;

export interface Accepted {
  To: string;
  Cc?: string;
  Bcc?: string;
  SubmittedAt: string;
  MessageID: string;
  ErrorCode: 0;
  Message: string;
}

/** The text of ErrorCode 406; the SDKs read the addresses out of it. Postmark: batch items word it otherwise and end in a space. */
function inactiveText(addresses: string[], batch: boolean): string {
  const who = batch ? 'a recipient that has' : 'recipient(s) that have';
  return `You tried to send to ${who} been marked as inactive. Found inactive addresses: ${addresses.join(', ')}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.${batch ? ' ' : ''}`;
}

/** Validates, stores and answers one message. @throws ApiError */
function accept(call: Call, body: unknown, batch: boolean): Accepted {
  const draft = validate(call.state, body, {test: call.test});
  const at = new Date();
  const answer = (MessageID: string, Message: string): Accepted => ({
    To: draft.To,
    ...(draft.Cc ? {Cc: draft.Cc} : {}),
    ...(draft.Bcc ? {Bcc: draft.Bcc} : {}),
    SubmittedAt: eastern(at),
    MessageID,
    ErrorCode: 0,
    Message,
  });
  if (call.test) return answer(call.state.newMessageId(), 'Test job accepted');

  const message: StoredMessage = {...draft, MessageID: call.state.newMessageId(), at, events: []};
  const suppressed = call.state.stream(draft.MessageStream)!.suppressions;
  const inactive = recipients(message)
    .map((recipient) => recipient.Email)
    .filter((email) => suppressed.has(email.toLowerCase()));
  if (inactive.length > 0) {
    // What Postmark does when only some are inactive is not published (reference §4), so that is not simulated: all are refused.
    throw new ApiError(406, inactiveText(inactive, batch));
  }
  call.state.messages.push(message);
  for (const recipient of recipients(message)) afterwards(call, message, recipient.Email);
  return answer(message.MessageID, 'OK');
}

/** What follows an accepted message by itself: the fake bounces of the testing domain, or a delivery if the setting says so. */
function afterwards(call: Call, message: StoredMessage, email: string): void {
  const [local, domain] = [
    email.slice(0, email.lastIndexOf('@')),
    email.slice(email.lastIndexOf('@') + 1).toLowerCase(),
  ];
  if (domain === 'bounce-testing.postmarkapp.com') {
    // Postmark: article 1239; an unknown name and SpamComplaint become a hard bounce.
    const header = message.Headers.find(({Name}) => Name.toLowerCase() === 'x-pm-bounce-type')?.Value;
    const named = bounceType(header ?? local);
    const type = !named || named.type === 'SpamComplaint' ? bounceType('HardBounce')! : named;
    call.events.later(0, {messageId: message.MessageID, type: 'Bounce', recipient: email, bounceType: type.type});
  } else if (call.state.settings.autoDeliver) {
    call.events.later(50, {messageId: message.MessageID, type: 'Delivery', recipient: email});
  }
}

function acceptBatch(call: Call): unknown {
  const body = call.json();
  if (!Array.isArray(body)) throw new ApiError(403);
  if (body.length > 500) throw new ApiError(410);
  return body.map((item: unknown) => {
    try {
      return accept(call, item, true);
    } catch (error) {
      if (error instanceof ApiError) return error.body();
      throw error;
    }
  });
}

export const sendRoutes: Route[] = [
  {
    method: 'POST',
    path: /^\/email$/,
    operations: ['send', 'email'],
    limit: 10 * MB,
    handle: (call) => accept(call, call.json(), false),
  },
  {method: 'POST', path: /^\/email\/batch$/, operations: ['send', 'batch'], limit: 50 * MB, handle: acceptBatch},
];
