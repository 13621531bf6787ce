/** Which service, and the two choices few people need. */
import {Component, type ComponentChildren} from 'preact';
import type {ViewProps} from './view.ts';

/** A select has texts as values, and its empty text is the placeholder. */
const none = 'none';

export class Chooser extends Component<ViewProps<'choosing'>, {open: boolean}> {
  override state = {open: false};

  override render(): ComponentChildren {
    const {state, session, products, words, close} = this.props;
    const {services, serviceId, busy, problem} = state;
    return (
      <s-admin-action heading={words.text('heading')}>
        <s-stack gap="base">
          {problem && (
            <s-banner tone="critical" heading={words.text('startFailed')}>
              {words.sentence(problem)}
            </s-banner>
          )}
          <s-select
            label={words.count('choose.label', products)}
            placeholder={words.text('choose.placeholder')}
            value={serviceId === undefined ? '' : (serviceId ?? none)}
            disabled={busy}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              if (chosen !== '') session.choose({serviceId: chosen === none ? null : chosen});
            }}
          >
            {services.map(({id, name, status}) => (
              <s-option key={id} value={id}>
                {status === 'paused' ? words.text('choose.paused', {service: name}) : name}
              </s-option>
            ))}
            <s-option value={none}>{words.text('choose.none')}</s-option>
          </s-select>
          {this.meaning()}
          {this.more()}
        </s-stack>
        <s-button
          key="start"
          slot="primary-action"
          variant="primary"
          disabled={serviceId === undefined || busy}
          loading={busy}
          onClick={() => void session.start()}
        >
          {words.count('actions.assign', products)}
        </s-button>
        <s-button slot="secondary-actions" onClick={close}>
          {words.text('actions.cancel')}
        </s-button>
      </s-admin-action>
    );
  }

  private meaning(): ComponentChildren {
    const {state, words} = this.props;
    if (state.serviceId === undefined) return null;
    if (state.serviceId === null) return <s-text color="subdued">{words.text('choose.noneMeans')}</s-text>;
    return (
      <s-stack gap="small-200">
        <s-text color="subdued">{words.text('choose.means')}</s-text>
        {!state.moveStock && <s-text color="subdued">{words.text('choose.stockStays')}</s-text>}
      </s-stack>
    );
  }

  /** Tucked away: what is usual is right for nearly everyone. */
  private more(): ComponentChildren {
    const {state, session, words} = this.props;
    const {open} = this.state;
    return (
      <s-stack gap="small-200">
        <s-stack direction="inline">
          <s-button
            variant="tertiary"
            icon={open ? 'chevron-up' : 'chevron-down'}
            onClick={() => this.setState({open: !open})}
          >
            {words.text(open ? 'more.hide' : 'more.show')}
          </s-button>
        </s-stack>
        {open &&
          (['keepElsewhere', 'moveStock'] as const).map((name) => (
            <s-checkbox
              key={name}
              label={words.text(`more.${name}`)}
              details={words.text(`more.${name}Details`)}
              checked={state[name]}
              disabled={state.busy}
              onChange={(event) => session.choose({[name]: event.currentTarget.checked})}
            />
          ))}
      </s-stack>
    );
  }
}
