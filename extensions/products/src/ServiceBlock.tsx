/** The whole block: who ships this product, or this variant. */
import {Component, type ComponentChildren} from 'preact';
import {takesProducts} from '../../shared/services.ts';
import type {Words} from '../../shared/words.ts';
import {changedOf, commonOf, isAtOtherApp} from './choices.ts';
import {Consequences, MoreChoices} from './Consequences.tsx';
import {ServiceSelect} from './ServiceSelect.tsx';
import {createSession, type Editing, type Session, type SessionOptions, type State} from './session.ts';
import {StockList} from './Stock.tsx';
import {OtherApp, optionsOf, Variants, VariantSelect} from './Variants.tsx';

export interface ServiceBlockProps extends Omit<SessionOptions, 'changed'> {
  words: Words;
}

export class ServiceBlock extends Component<ServiceBlockProps, {current: State}> {
  private readonly session: Session;

  constructor(props: ServiceBlockProps) {
    super(props);
    this.session = createSession({...props, changed: (current) => this.setState({current})});
    this.state = {current: this.session.state()};
  }

  override componentDidMount(): void {
    void this.session.load();
  }

  override componentWillUnmount(): void {
    this.session.stop();
  }

  override render(): ComponentChildren {
    const {words} = this.props;
    const state = this.state.current;
    switch (state.view) {
      case 'loading':
        return (
          <s-admin-block heading={words.text('name')}>
            <s-spinner accessibilityLabel={words.text('loading')} />
          </s-admin-block>
        );
      case 'broken':
        return (
          <s-admin-block heading={words.text('name')}>
            <s-banner tone="critical" heading={words.text('loadFailed')}>
              <s-paragraph>{words.sentence(state.problem)}</s-paragraph>
              <s-button onClick={() => void this.session.load()}>{words.text('actions.retry')}</s-button>
            </s-banner>
          </s-admin-block>
        );
      case 'editing':
        return <Editor state={state} session={this.session} words={words} />;
    }
  }
}

interface EditorProps {
  state: Editing;
  session: Session;
  words: Words;
}

function Editor({state, session, words}: EditorProps) {
  const {variants, services, choices, busy} = state;
  if (!services.some(takesProducts) && variants.every(({serviceId}) => serviceId === null)) {
    return <NoServices state={state} words={words} />;
  }
  const changed = changedOf(variants, choices).length;
  return (
    <s-admin-block heading={words.text('name')} collapsedSummary={summaryOf(state, words)}>
      <s-form
        onSubmit={(event) => {
          const saving = session.save();
          event.waitUntil?.(saving.then(orFail));
        }}
        onReset={() => session.undo()}
      >
        <s-stack gap="base">
          {variants.length === 1 ? <One {...{state, session, words}} /> : <All {...{state, session, words}} />}
          <MoreChoices {...{state, session, words}} />
          {/* Always there, so that a screen reader hears what comes into it. */}
          <s-box accessibilityRole="status">
            <Consequences state={state} words={words} />
          </s-box>
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-button type="submit" variant="primary" disabled={changed === 0} loading={busy}>
              {words.text('actions.save')}
            </s-button>
            <s-button type="reset" disabled={changed === 0 || busy}>
              {words.text('actions.undo')}
            </s-button>
            {variants.length > 1 && changed > 0 && <s-text color="subdued">{words.count('changed', changed)}</s-text>}
          </s-stack>
        </s-stack>
      </s-form>
    </s-admin-block>
  );
}

/** The host's save bar is told of a save that failed by a promise that does. */
function orFail(saved: boolean): void {
  if (!saved) throw new Error('The assignments were not saved.');
}

/** A variant alone: its page, or a product that has no other. */
function One({state, session, words}: EditorProps) {
  const [variant] = state.variants;
  if (!variant) return null;
  return (
    <s-stack gap="base">
      <s-stack gap="small-500">
        <VariantSelect key={state.round} {...{variant, state, session, words}} label={words.text('select.ofProduct')} />
        <OtherApp variant={variant} words={words} />
      </s-stack>
      <StockList variant={variant} words={words} />
    </s-stack>
  );
}

/** One for all first, then each. */
function All({state, session, words}: EditorProps) {
  const {variants, services, choices, busy, round} = state;
  const elsewhere = variants.filter(isAtOtherApp).length;
  return (
    <s-stack gap="base">
      <s-stack gap="small-500">
        <ServiceSelect
          key={round}
          label={words.count('select.ofAll', variants.length)}
          value={commonOf(variants, choices)}
          services={optionsOf(services, variants)}
          noneLabel={words.text('select.none')}
          disabled={busy || elsewhere === variants.length}
          words={words}
          onChoose={session.chooseForAll}
        />
        {elsewhere > 0 && <s-text color="subdued">{words.count('otherApp.skipped', elsewhere)}</s-text>}
      </s-stack>
      <s-divider />
      <Variants {...{state, session, words}} />
    </s-stack>
  );
}

function NoServices({state, words}: {state: Editing; words: Words}) {
  return (
    <s-admin-block heading={words.text('name')} collapsedSummary={words.text('empty.heading')}>
      <s-stack gap="base">
        <s-stack gap="small-500">
          <s-text type="strong">{words.text('empty.heading')}</s-text>
          <s-text color="subdued">{words.text('empty.details')}</s-text>
        </s-stack>
        {state.variants.length === 1 &&
          state.variants.map((variant) => <OtherApp key={variant.id} variant={variant} words={words} />)}
        <s-stack direction="inline">
          {/* Shopify: app: stands for the app's address in the admin. */}
          <s-button href="app:services/new">{words.text('empty.activate')}</s-button>
        </s-stack>
      </s-stack>
    </s-admin-block>
  );
}

/** One line for the collapsed block. Shopify: 30 characters are shown. */
function summaryOf({variants, services}: Editing, words: Words): string {
  const common = commonOf(variants, {});
  if (common === undefined) {
    return variants.every(isAtOtherApp) ? (variants[0]?.otherService?.name ?? '') : words.text('select.different');
  }
  return services.find(({id}) => id === common)?.name ?? words.text('select.none');
}
