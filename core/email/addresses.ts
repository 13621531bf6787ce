/** Which email addresses can receive mail by way of Postmark. */

// Postmark: its published expressions (support article "What regex does Postmark use?").
const mailbox = /^[a-z0-9.!#$%&'`*+\-/=^_{}|~]+$/i;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Whether the text is one bare address that Postmark takes and a mail server can be found for.
 * No display name, no list, no line break, no space around it; ASCII alone (Postmark takes international domains as punycode).
 */
export function isDeliverableAddress(text: string): boolean {
  // RFC 5321: 64 octets before the @, 254 in all.
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || at > 64 || !mailbox.test(local)) return false;
  // Postmark, after RFC 5322: no leading, trailing or consecutive dots in the local part.
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  const labels = text.slice(at + 1).split('.');
  // A top-level domain is never all digits, so an IP address is none (RFC 3696).
  return labels.length >= 2 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1)!);
}
