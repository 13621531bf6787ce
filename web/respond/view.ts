/** The service's page as HTML: what its email said, with a place to answer. */
import type {MessageKey} from '../../core/email/locales/messages.ts';
import {translator, type Translator} from '../../core/email/locales/translator.ts';
import {factsOf} from '../../core/email/render/facts.ts';
import {htmlView} from '../../core/email/render/html-view.ts';
import {html, type Html} from '../../core/email/render/html.ts';
import {style, styleSheet} from '../../core/email/render/style.ts';
import {offersOf} from '../../core/requests/answer/offers.ts';
import type {RequestToAnswer} from '../../core/requests/answer/show.ts';
import {cancellationView} from './cancellation.ts';
import {changeView} from './change.ts';
import {answerForms, type Refused} from './forms.ts';

/** The page of a request. */
export function requestPage(
  {request, service, merchant, input, cancellations, change}: RequestToAnswer,
  {notice = null, refused = null}: {notice?: MessageKey | null; refused?: Refused | null} = {},
): string {
  const t = translator(service.settings.locale);
  const offers = offersOf(request);
  const shop = {name: merchant.name, timeZone: merchant.ianaTimezone};
  const voided = cancellationView({cancellations, shop}, t);
  if (offers.state === 'over') {
    const {answer} = request;
    const text =
      request.status === 'declined' && answer
        ? t.text('answerDeclined', {date: t.date(answer.at.toISOString(), merchant.ianaTimezone)})
        : t.text('requestCancelled');
    return plainPage(t, `${t.text('order', {order: request.orderName})} – ${merchant.name}`, text, voided);
  }
  if (!input) return plainPage(t, t.text('order', {order: request.orderName}), t.text('requestBusy'), voided);
  const forms = answerForms({request, offers, shop, notice, refused}, t);
  const facts = factsOf(input, t);
  const changed = changeView({change, shop, facts}, t);
  const actions = html`${
    voided &&
    html`<p><b>${t.text('requestCancelledPart')}</b></p>
      ${voided}`
  }
  ${changed} ${forms}`;
  return htmlView(facts, t, {images: true, longEmail: false, page: {actions}});
}

/** A page of one sentence, and what belongs to it. */
export function plainPage(t: Translator, heading: string, text: string, more: Html | null = null): string {
  return html`<!doctype html>
    <html lang="${t.language}" dir="${t.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${heading}</title>
        ${styleSheet}
      </head>
      <body class="page" style="${style.page}">
        <main class="card ink" style="${style.card};box-sizing:border-box;margin:16px auto;padding:20px">
          <h1 class="ink" style="${style.h1}">${heading}</h1>
          <p>${text}</p>
          ${more}
        </main>
      </body>
    </html> `.toString();
}
