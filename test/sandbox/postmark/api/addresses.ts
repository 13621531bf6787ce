/** Addresses as Postmark reads them: lists, display names, and its published expressions for mailbox and domain. */

export interface Address {
  Email: string;
  Name: string;
}

// Postmark: "What regex does Postmark use?" (support article), with its rule on dots in the local part.
const mailbox = /^[a-z0-9.!#$%&'`*+\-/=^_{}|~]+$/i;
const domain = /^(\.?[a-zA-Z0-9-])+$/;

/** Whether Postmark takes it as a bare address. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1) return false;
  const local = text.slice(0, at);
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  return mailbox.test(local) && domain.test(text.slice(at + 1));
}

/** Splits at commas outside quotes; null if a quote or an angle bracket is left open. */
function split(list: string): string[] | null {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let angle = false;
  for (let i = 0; i < list.length; i++) {
    const char = list[i]!;
    if (quoted && char === '\\') {
      part += char + (list[++i] ?? '');
      continue;
    }
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '<') angle = true;
    else if (!quoted && char === '>') angle = false;
    if (char === ',' && !quoted) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return quoted || angle ? null : [...parts, part];
}

/** One address: `a@b.c`, `<a@b.c>`, `Name <a@b.c>` or `"Name, Inc." <a@b.c>`; null if it is none.
 * Postmark: names with punctuation must be quoted (article 1180). */
function parseOne(text: string): Address | null {
  const trimmed = text.trim();
  const bracketed = /^(.*?)\s*<([^<>]*)>$/s.exec(trimmed);
  if (!bracketed) return isAddress(trimmed) ? {Email: trimmed, Name: ''} : null;
  const name = bracketed[1]!.trim();
  const email = bracketed[2]!.trim();
  if (!isAddress(email)) return null;
  if (/^"(?:[^"\\]|\\.)*"$/s.test(name)) return {Email: email, Name: name.slice(1, -1).replace(/\\(.)/gs, '$1')};
  return /[",;:<>@()[\]\\]/.test(name) ? null : {Email: email, Name: name};
}

/** A comma list of addresses; null if any of it is not an address, or it breaks the line. An empty list is []. */
export function parseAddresses(list: string | null | undefined): Address[] | null {
  if (list === null || list === undefined || list.trim() === '') return [];
  if (/[\r\n]/.test(list)) return null;
  const parts = split(list)?.map(parseOne);
  return parts?.every((part): part is Address => part !== null) ? parts : null;
}
