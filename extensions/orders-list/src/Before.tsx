/** Before the send: checking, and the summary of what goes to whom and what is left out. */
import {Reasons} from '../../shared/Reasons.tsx';
import {orderLimit} from './session.ts';
import {reasonsOf} from './summary.ts';
import type {ViewProps} from './view.ts';

export function TooMany({state, words, close}: ViewProps<'tooMany'>) {
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-banner tone="warning" heading={words.text('tooMany.heading')}>
        {words.text('tooMany.details', {selected: words.number(state.selected), limit: words.number(orderLimit)})}
      </s-banner>
      <s-button slot="primary-action" variant="primary" onClick={close}>
        {words.text('actions.close')}
      </s-button>
    </s-admin-action>
  );
}

export function Check({state, session, words, close}: ViewProps<'checking'>) {
  const {done, total, problem} = state;
  return (
    <s-admin-action heading={words.text('heading')} loading={!problem && done === 0}>
      {problem ? (
        <s-banner tone="critical" heading={words.text('check.failed')}>
          {words.sentence(problem)}
        </s-banner>
      ) : (
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-spinner accessibilityLabel={words.text('check.working')} />
          <s-text>{words.count('check.progress', total, {done: words.number(done)})}</s-text>
        </s-stack>
      )}
      {problem ? (
        <s-button key="retry" slot="primary-action" variant="primary" onClick={() => void session.check()}>
          {words.text('actions.retry')}
        </s-button>
      ) : (
        <s-button key="send" slot="primary-action" variant="primary" disabled>
          {words.text('send.none')}
        </s-button>
      )}
      <s-button slot="secondary-actions" onClick={close}>
        {words.text('actions.cancel')}
      </s-button>
    </s-admin-action>
  );
}

export function Summary({state, session, words, close}: ViewProps<'ready'>) {
  const {summary, notifyCustomer} = state;
  const {accepted, skipped, services} = summary;
  const groups = reasonsOf(skipped, words);
  if (accepted.length === 0) {
    return (
      <s-admin-action heading={words.text('heading')}>
        <s-stack gap="base">
          <s-banner tone="info" heading={words.text('nothing.heading')}>
            {words.text('nothing.details')}
          </s-banner>
          <Reasons heading={words.count('skipped.heading', skipped.length)} groups={groups} words={words} />
        </s-stack>
        <s-button slot="primary-action" variant="primary" onClick={close}>
          {words.text('actions.close')}
        </s-button>
      </s-admin-action>
    );
  }
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-stack gap="base">
        <s-section heading={words.count('summary.heading', accepted.length)}>
          <s-stack gap="small-200">
            {services.map(({serviceId, name, orders, units}) => (
              <s-grid key={serviceId} gridTemplateColumns="1fr auto" gap="base" alignItems="center">
                <s-text type="strong">{name}</s-text>
                <s-text color="subdued">
                  {words.text('summary.share', {
                    orders: words.count('units.orders', orders),
                    items: words.count('units.items', units),
                  })}
                </s-text>
              </s-grid>
            ))}
          </s-stack>
        </s-section>
        <Reasons heading={words.count('skipped.heading', skipped.length)} groups={groups} words={words} />
        <s-checkbox
          label={words.text('notify.label')}
          details={words.text('notify.details')}
          checked={notifyCustomer}
          onChange={(event) => session.setNotify(event.currentTarget.checked)}
        />
      </s-stack>
      <s-button key="send" slot="primary-action" variant="primary" onClick={() => void session.send()}>
        {words.count('send.orders', accepted.length)}
      </s-button>
      <s-button slot="secondary-actions" onClick={close}>
        {words.text('actions.cancel')}
      </s-button>
    </s-admin-action>
  );
}
