/** Postmark's times: US Eastern in the API, UTC in webhooks, seven fraction digits in both. */

const zone = 'America/New_York';

const offsets = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'});

/** Offset of US Eastern from UTC at that instant, in minutes (-300 or -240). */
function offsetMinutes(at: Date): number {
  const name = offsets.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT([+-])(\d{2}):(\d{2})$/.exec(name);
  if (!match) throw new Error(`No offset in "${name}"`);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** `2014-02-17T07:25:01.4170000-05:00`. Postmark: `SubmittedAt`, `ReceivedAt`. */
export function eastern(at: Date): string {
  const minutes = offsetMinutes(at);
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  return `${local}0000${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** `2014-02-17T12:25:01.4170000Z`. Postmark: the times of webhooks. */
export function utc(at: Date): string {
  return `${at.toISOString().slice(0, -1)}0000Z`;
}

/** Reads a query date (`2021-01-01` or `2021-01-01T12:00:00`) as US Eastern; null if it is neither.
 * A date alone is its first moment, or its last for `end`. Postmark: `fromdate` and `todate` are inclusive. */
export function parseEastern(text: string, edge: 'start' | 'end'): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?$/.exec(text);
  if (!match) return null;
  const wall = new Date(`${match[1]}T${match[2] ?? (edge === 'start' ? '00:00:00' : '23:59:59')}.000Z`);
  if (Number.isNaN(wall.getTime())) return null;
  const guess = new Date(wall.getTime() - offsetMinutes(wall) * 60_000);
  const exact = wall.getTime() - offsetMinutes(guess) * 60_000;
  return new Date(exact + (edge === 'end' ? 999 : 0));
}
