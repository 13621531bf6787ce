/** Before the send: checking, and the summary of what goes to whom and what is left out. */
import type {Frame} from '../../shared/ActionFrame.tsx';
import {Reasons} from '../../shared/Reasons.tsx';
import {orderLimit} from './session.ts';
import {reasonsOf} from './summary.ts';
import type {ViewProps} from './view.ts';

export function tooMany({state, words, close}: ViewProps<'tooMany'>): Frame {
  return {
    heading: words.text('heading'),
    notice: {
      tone: 'warning',
      heading: words.text('tooMany.heading'),
      children: words.text('tooMany.details', {
        selected: words.number(state.selected),
        limit: words.number(orderLimit),
      }),
    },
    primary: {label: words.text('actions.close'), onClick: close},
    secondary: [],
  };
}

export function check({state, session, words, close}: ViewProps<'checking'>): Frame {
  const {done, total, problem} = state;
  const heading = words.text('heading');
  const secondary = [{label: words.text('actions.cancel'), onClick: close}];
  if (problem) {
    return {
      heading,
      notice: {tone: 'critical', heading: words.text('check.failed'), children: words.sentence(problem)},
      primary: {label: words.text('actions.retry'), onClick: () => void session.check()},
      secondary,
    };
  }
  return {
    heading,
    loading: done === 0,
    body: (
      <s-stack direction="inline" gap="small-200" alignItems="center">
        <s-spinner accessibilityLabel={words.text('check.working')} />
        <s-text>{words.count('check.progress', total, {done: words.number(done)})}</s-text>
      </s-stack>
    ),
    primary: {label: words.text('send.none'), disabled: true, onClick: () => {}},
    secondary,
  };
}

export function summary(props: ViewProps<'ready'>): Frame {
  const {state, session, words, close} = props;
  const {accepted, skipped} = state.summary;
  const heading = words.text('heading');
  const leftOut = (
    <Reasons
      heading={words.count('skipped.heading', skipped.length)}
      groups={reasonsOf(skipped, words)}
      words={words}
    />
  );
  if (accepted.length === 0) {
    return {
      heading,
      notice: {tone: 'info', heading: words.text('nothing.heading'), children: words.text('nothing.details')},
      body: leftOut,
      primary: {label: words.text('actions.close'), onClick: close},
      secondary: [],
    };
  }
  return {
    heading,
    body: (
      <>
        <Shares {...props} />
        {leftOut}
        <s-checkbox
          label={words.text('notify.label')}
          details={words.text('notify.details')}
          checked={state.notifyCustomer}
          onChange={(event) => session.setNotify(event.currentTarget.checked)}
        />
      </>
    ),
    primary: {label: words.count('send.orders', accepted.length), onClick: () => void session.send()},
    secondary: [{label: words.text('actions.cancel'), onClick: close}],
  };
}

/** What goes to whom. */
function Shares({state, words}: ViewProps<'ready'>) {
  const {accepted, services} = state.summary;
  return (
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
  );
}
