/** The inbox as HTML: the list, and one message. */
import type {StoredMessage} from '../state.ts';
import {escapeHtml, html, Html} from './html.ts';
import {style} from './style.ts';

export const views = {html: 'HTML', text: 'Plain text', headers: 'Headers'} as const;
export type View = keyof typeof views;

/** A whole page. `script` runs under the nonce of the page's Content-Security-Policy. */
function page(title: string, body: Html, script?: {nonce: string; code: string}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
        ${
          script &&
          html`<script nonce="${script.nonce}">
            ${new Html(script.code)};
          </script>`
        }
      </body>
    </html> `.text;
}

const time = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`;

/** What has become of a message, by its last event. */
function status(message: StoredMessage): string {
  return message.events.at(-1)?.Type ?? 'Accepted';
}

/** How many the list shows at once. */
const shown = 200;

/** `3 messages`, or that only some of them are shown. */
export function countText(count: number): string {
  if (count > shown) return `The newest ${shown} of ${count} messages`;
  return count === 1 ? '1 message' : `${count} messages`;
}

/** The list alone, newest first; the page asks for it again and again. */
export function listFragment(messages: readonly StoredMessage[]): string {
  if (messages.length === 0) {
    return html`<p class="empty">No mail yet. It appears here as soon as the app sends some.</p>`.text;
  }
  const rows = messages
    .slice(-shown)
    .toReversed()
    .map(
      (message) =>
        html`<li>
          <a href="/inbox/${message.MessageID}">
            <span>${message.To}</span>
            <span
              ><strong>${message.Subject || '(no subject)'}</strong><br /><span class="soft"
                >${status(message)}</span
              ></span
            >
            <span class="soft">${time(message.at)}</span>
          </a>
        </li>`,
    );
  return html`<ol class="mail">
    ${rows}
  </ol>`.text;
}

// Replaces the list when it has changed, and keeps the focus on the same message.
const refresh = `
const list = document.getElementById('list');
const count = document.getElementById('count');
let last = list.innerHTML;
setInterval(async () => {
  try {
    const response = await fetch('/inbox/list');
    const text = await response.text();
    if (!response.ok || text === last) return;
    last = text;
    const focused = document.activeElement?.getAttribute('href');
    list.innerHTML = text;
    count.textContent = decodeURIComponent(response.headers.get('X-Count'));
    if (focused) list.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus();
  } catch {}
}, 2000);
`;

/** `GET /inbox`. */
export function listPage(messages: readonly StoredMessage[], nonce: string): string {
  return page(
    'Inbox',
    html`<header>
        <h1>Inbox</h1>
        <span class="soft" id="count" role="status">${countText(messages.length)}</span>
      </header>
      <main><div class="card" id="list">${new Html(listFragment(messages))}</div></main>`,
    {nonce, code: refresh},
  );
}

/** The mail's own HTML, with its links opening outside the frame. */
function framed(source: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(source) ? source.replace(/<head[^>]*>/i, (head) => head + base) : base + source;
}

function content(message: StoredMessage, view: View): Html {
  switch (view) {
    case 'html':
      if (!message.HtmlBody) return html`<p class="empty">This message has no HTML part.</p>`;
      return new Html(
        // No scripts, no forms, no access to this page: links may open a tab, nothing else.
        `<iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(framed(message.HtmlBody))}"></iframe>`,
      );
    case 'text':
      if (!message.TextBody) return html`<p class="empty">This message has no plain text part.</p>`;
      // The first line break after <pre> is not shown, so one is given away.
      return new Html(`<pre>\n${escapeHtml(message.TextBody)}</pre>`);
    case 'headers':
      return html`<dl>
        ${message.Headers.map(
          ({Name, Value}) =>
            html`<dt>${Name}</dt>
              <dd>${Value}</dd>`,
        )}
        ${Object.entries(message.Metadata).map(
          ([key, value]) =>
            html`<dt>Metadata: ${key}</dt>
              <dd>${value}</dd>`,
        )}
        ${message.events.map(
          (event) =>
            html`<dt>${event.Type}</dt>
              <dd>${event.Recipient}, ${event.ReceivedAt}</dd>`,
        )}
        <dt>MessageID</dt>
        <dd>${message.MessageID}</dd>
        <dt>Stream</dt>
        <dd>${message.MessageStream}</dd>
        <dt>Tag</dt>
        <dd>${message.Tag || '(none)'}</dd>
        <dt>Attachments</dt>
        <dd>${message.Attachments.map((one) => one.Name).join(', ') || '(none)'}</dd>
      </dl>`;
  }
}

/** `GET /inbox/<id>?view=`. */
export function messagePage(message: StoredMessage, view: View): string {
  const tabs = Object.entries(views).map(
    ([name, title]) => html`<a href="?view=${name}" ${name === view && new Html('aria-current="page"')}>${title}</a>`,
  );
  const events = ['Delivery', ...(message.TrackOpens ? ['Open'] : []), 'HardBounce', 'SoftBounce', 'SpamComplaint'];
  const subject = message.Subject || '(no subject)';
  return page(
    subject,
    html`<header>
        <a href="/inbox">Inbox</a>
        <h1>${subject}</h1>
      </header>
      <main>
        <article class="card">
          <dl>
            <dt>To</dt>
            <dd>${message.To}</dd>
            ${
              message.Cc &&
              html`<dt>Cc</dt>
                <dd>${message.Cc}</dd>`
            }
            <dt>From</dt>
            <dd>${message.From}</dd>
            ${
              message.ReplyTo &&
              html`<dt>Reply-To</dt>
                <dd>${message.ReplyTo}</dd>`
            }
            <dt>Sent</dt>
            <dd>${time(message.at)}</dd>
            <dt>Status</dt>
            <dd>${status(message)}</dd>
          </dl>
          <nav class="tabs" aria-label="Parts of the message">${tabs}</nav>
          ${content(message, view)}
          <form method="post" action="/inbox/${message.MessageID}/events">
            <span class="soft">Tell the app:</span>
            ${events.map((name) => html`<button type="submit" name="type" value="${name}">${name}</button>`)}
          </form>
        </article>
      </main>`,
  );
}

/** An answer without a message: not found, or an event that cannot be. */
export function noticePage(title: string, text: string): string {
  return page(
    title,
    html`<header>
        <a href="/inbox">Inbox</a>
        <h1>${title}</h1>
      </header>
      <main>
        <div class="card"><p class="empty">${text}</p></div>
      </main>`,
  );
}
