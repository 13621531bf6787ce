/** Postmark's bounce types. Codes: postmark 5.1.0 `Bounce.d.ts`; names and texts: Bounce API, "bounce types". */

export interface BounceType {
  type: string;
  code: number;
  name: string;
  description: string;
  /** Whether it takes the address out of use when nothing else is said. Postmark: trust the flag, not the type. */
  inactive: boolean;
}

const row = (type: string, code: number, name: string, description: string, inactive = false): BounceType => ({
  type,
  code,
  name,
  description,
  inactive,
});

export const bounceTypes: readonly BounceType[] = [
  row(
    'HardBounce',
    1,
    'Hard bounce',
    'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    true,
  ),
  row(
    'Transient',
    2,
    'Message delayed/Undeliverable',
    'The server could not temporarily deliver your message (ex: Message is delayed due to network troubles).',
  ),
  row('Unsubscribe', 16, 'Unsubscribe request', 'Unsubscribe or Remove request.'),
  row('Subscribe', 32, 'Subscribe request', 'Subscribe request from someone wanting to get added to the mailing list.'),
  row('AutoResponder', 64, 'Auto responder', 'Automatic email responder (ex: "Out of Office" or "On Vacation").'),
  row('AddressChange', 128, 'Address change', 'The recipient has requested an address change.'),
  row('DnsError', 256, 'DNS error', 'A temporary DNS error.'),
  row(
    'SpamNotification',
    512,
    'Spam notification',
    'The message was delivered, but was either blocked or marked spam.',
  ),
  row(
    'OpenRelayTest',
    1024,
    'Open relay test',
    'The NDR is actually a test email message to see if the mail server is an open relay.',
  ),
  row('Unknown', 2048, 'Unknown', 'Unable to classify the NDR.'),
  row(
    'SoftBounce',
    4096,
    'Soft bounce',
    'Unable to temporarily deliver message (i.e. mailbox full, account disabled).',
  ),
  row('VirusNotification', 8192, 'Virus notification', 'The bounce is actually a virus notification.'),
  row(
    'ChallengeVerification',
    16384,
    'Spam challenge verification',
    'The bounce is a challenge asking for verification you actually sent the email.',
  ),
  row('BadEmailAddress', 100000, 'Invalid email address', 'The address is not a valid email address.'),
  row('SpamComplaint', 100001, 'Spam complaint', 'The subscriber explicitly marked this message as spam.', true),
  row('ManuallyDeactivated', 100002, 'Manually deactivated', 'The email was manually deactivated.', true),
  row('Unconfirmed', 100003, 'Registration not confirmed', 'The subscriber has not clicked on the confirmation link.'),
  row('Blocked', 100006, 'ISP block', 'Blocked from this ISP due to content or blacklisting.'),
  row('SMTPApiError', 100007, 'SMTP API error', 'An error occurred while accepting an email through the SMTP API.'),
  row('InboundError', 100008, 'Processing failed', 'Unable to deliver inbound message to destination inbound hook.'),
  row('DMARCPolicy', 100009, 'DMARC Policy', 'Email rejected due to DMARC Policy.'),
  row(
    'TemplateRenderingFailed',
    100010,
    'Template rendering failed',
    'An error occurred while attempting to render your template.',
  ),
];

/** By name, whatever the case or underscores (`hard_bounce`). Postmark: article 1239. */
export function bounceType(name: string): BounceType | null {
  const wanted = name.replaceAll('_', '').toLowerCase();
  return bounceTypes.find((entry) => entry.type.toLowerCase() === wanted) ?? null;
}
