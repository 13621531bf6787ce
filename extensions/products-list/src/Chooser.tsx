/** Which service, and the two choices few people need. */
import {Component, type ComponentChildren} from 'preact';
import type {Frame} from '../../shared/ActionFrame.tsx';
import type {ViewProps} from './view.ts';

/** A select has texts as values, and its empty text is the placeholder. */
const none = 'none';

export function chooser(props: ViewProps<'choosing'>): Frame {
  const {state, session, products, words, close} = props;
  const {serviceId, busy, problem} = state;
  return {
    heading: words.text('heading'),
    ...(problem && {
      notice: {tone: 'critical', heading: words.text('startFailed'), children: words.sentence(problem)},
    }),
    body: (
      <>
        <Services {...props} />
        <More {...props} />
      </>
    ),
    primary: {
      label: words.count('actions.assign', products),
      disabled: serviceId === undefined,
      loading: busy,
      onClick: () => void session.start(),
    },
    secondary: [{label: words.text('actions.cancel'), onClick: close}],
  };
}

/** The dropdown, and what the choice means. */
function Services({state, session, products, words}: ViewProps<'choosing'>) {
  const {services, serviceId, busy} = state;
  return (
    <s-stack gap="base">
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
      <s-box accessibilityRole="status">
        <s-stack gap="small-200">
          {meaningOf(state).map((key) => (
            <s-text key={key} color="subdued">
              {words.text(key)}
            </s-text>
          ))}
        </s-stack>
      </s-box>
    </s-stack>
  );
}

function meaningOf({serviceId, moveStock}: ViewProps<'choosing'>['state']): string[] {
  if (serviceId === undefined) return [];
  if (serviceId === null) return ['choose.noneMeans'];
  return moveStock ? ['choose.means'] : ['choose.means', 'choose.stockStays'];
}

/** Tucked away: what is usual is right for nearly everyone. */
class More extends Component<ViewProps<'choosing'>, {open: boolean}> {
  override state = {open: false};

  override render(): ComponentChildren {
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
