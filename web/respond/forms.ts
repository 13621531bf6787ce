/** The part of the service's page where it answers: what was answered, and the forms for what can be. Works without JavaScript. */
import type {Translator} from '../../core/email/locales/translator.ts';
import {html, join, type Html} from '../../core/email/render/html.ts';
import {isolateLines} from '../../core/email/render/direction.ts';
import type {MessageKey} from '../../core/email/locales/messages.ts';
import type {Offers} from '../../core/requests/answer/offers.ts';
import type {StoredRequest} from '../../core/requests/types.ts';
import {answerStyle} from './style.ts';

/** What was sent and could not be taken. */
export interface Refused {
  action: 'confirm' | 'decline' | 'tracking';
  values: {number: string; company: string; reason: string};
  /** Of the field that is at fault. */
  error: MessageKey;
}

export interface FormsInput {
  request: Pick<StoredRequest, 'answer' | 'trackingInfo' | 'status'>;
  offers: Offers;
  shop: {name: string; timeZone: string};
  /** A sentence above all: an answer that came too late, a failure. */
  notice: MessageKey | null;
  refused: Refused | null;
}

/** The whole part. */
export function answerForms(input: FormsInput, t: Translator): Html {
  const {request, offers, shop, notice, refused} = input;
  const values = refused?.values ?? {
    number: request.trackingInfo?.number ?? '',
    company: request.trackingInfo?.company ?? '',
    reason: '',
  };
  const fault = (action: Refused['action']) => (refused?.action === action ? refused.error : null);
  const asks = offers.confirm || offers.decline || offers.tracking;
  return html`<section class="answer" aria-labelledby="answer">
    ${answerStyle}
    <h2 id="answer">${t.text('answerTo', {shop: shop.name})}</h2>
    ${notice !== null && html`<p class="error" role="alert">${t.text(notice, needsShop(notice, shop.name))}</p>`}
    ${said(input, t)} ${!asks && request.answer === null && html`<p>${t.text('requestBusy')}</p>`}
    ${offers.confirm && confirmForm(t, values, fault('confirm'), offers.tracking)}
    ${!offers.confirm && offers.tracking && trackingForm(t, values, fault('tracking'))}
    ${offers.decline && declineForm(t, values.reason, fault('decline'))}
  </section>`;
}

const needsShop = (notice: MessageKey, shop: string) => (notice === 'trackingRefused' ? {shop} : {});

/** What was answered, and when. */
function said({request, shop}: FormsInput, t: Translator): Html | null {
  const {answer, trackingInfo} = request;
  const date = answer ? t.date(answer.at.toISOString(), shop.timeZone) : '';
  const tracking = [trackingInfo?.company, trackingInfo?.number].filter(Boolean).join(' ');
  const lines = [
    answer &&
      html`<span class="said"
        >${t.text(answer.kind === 'confirmed' ? 'answerConfirmed' : 'answerDeclined', {date})}</span
      >`,
    answer?.reason &&
      html`${t.text('labelled', {label: t.text('reason'), value: ''})}${isolateLines(answer.reason, t.direction)}`,
    tracking !== '' && html`${t.text('labelled', {label: t.text('trackingNumber'), value: tracking})}`,
  ];
  return lines.some(Boolean)
    ? html`<p role="status">
        ${join(
          lines.map((line) => line || null),
          html`<br />`,
        )}
      </p>`
    : null;
}

function confirmForm(t: Translator, values: Refused['values'], error: MessageKey | null, shipped: boolean): Html {
  return html`<form method="post">
    <p>${t.text(shipped ? 'shippedIntro' : 'confirmIntro')}</p>
    ${trackingFields(t, 'confirm', values, error, false)}
    <button type="submit" name="action" value="confirm">${t.text('confirmButton')}</button>
  </form>`;
}

function trackingForm(t: Translator, values: Refused['values'], error: MessageKey | null): Html {
  return html`<form method="post">
    ${trackingFields(t, 'tracking', values, error, true)}
    <button type="submit" name="action" value="tracking">${t.text('trackingButton')}</button>
  </form>`;
}

function trackingFields(
  t: Translator,
  form: string,
  {number, company}: Refused['values'],
  error: MessageKey | null,
  required: boolean,
): Html {
  const optional = html` <span>(${t.text('optional')})</span>`;
  return html`${errorLine(t, form, error)}
    <label
      >${t.text('trackingNumber')}${!required && optional}
      <input
        name="number"
        value="${number}"
        maxlength="200"
        autocomplete="off"
        autocapitalize="characters"
        dir="ltr"
        ${required && html`required`}
        ${marks(form, error)}
    /></label>
    <label
      >${t.text('carrier')}${optional} <input name="company" value="${company}" maxlength="100" autocomplete="off"
    /></label>`;
}

function declineForm(t: Translator, reason: string, error: MessageKey | null): Html {
  return html`<details ${error !== null && html`open`}>
    <summary>${t.text('declineHeading')}</summary>
    <form method="post">
      ${errorLine(t, 'decline', error)}
      <label
        >${t.text('reason')}
        <textarea name="reason" rows="3" maxlength="500" required ${marks('decline', error)}>${reason}</textarea>
      </label>
      <button class="second" type="submit" name="action" value="decline">${t.text('declineButton')}</button>
    </form>
  </details>`;
}

function errorLine(t: Translator, form: string, error: MessageKey | null): Html | null {
  return error === null ? null : html`<p class="error" id="error-${form}" role="alert">${t.text(error)}</p>`;
}

const marks = (form: string, error: MessageKey | null): Html | null =>
  error === null ? null : html`aria-invalid="true" aria-describedby="error-${form}" autofocus`;
