/** A product's variants, a page at a time, each with its service. */
import {Component, type ComponentChildren} from 'preact';
import type {Service, VariantAssignment} from '../../../core/wire.ts';
import {takesProducts} from '../../shared/services.ts';
import type {Words} from '../../shared/words.ts';
import {chosenFor, isAtOtherApp} from './choices.ts';
import {ServiceSelect} from './ServiceSelect.tsx';
import type {Editing, Session} from './session.ts';
import {StockLine} from './Stock.tsx';

/** As many as fit a block without scrolling past the rest of the page. */
const pageSize = 10;

export interface VariantsProps {
  state: Editing;
  session: Session;
  words: Words;
}

export class Variants extends Component<VariantsProps, {search: string; page: number}> {
  override state = {search: '', page: 0};

  override render(): ComponentChildren {
    const {state, session, words} = this.props;
    const {search, page} = this.state;
    const found = matching(state.variants, search);
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const at = Math.min(page, pages - 1);
    return (
      <s-stack gap="base">
        {state.variants.length > pageSize && (
          <s-search-field
            label={words.text('variants.search')}
            labelAccessibilityVisibility="exclusive"
            placeholder={words.text('variants.search')}
            value={search}
            onInput={(event) => this.setState({search: event.currentTarget.value, page: 0})}
          />
        )}
        {found.length === 0 && <s-text color="subdued">{words.text('variants.noneFound')}</s-text>}
        {found.slice(at * pageSize, (at + 1) * pageSize).map((variant) => (
          <VariantRow key={`${variant.id} ${state.round}`} {...{variant, state, session, words}} />
        ))}
        {pages > 1 && (
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-button disabled={at === 0} onClick={() => this.setState({page: at - 1})}>
              {words.text('variants.previous')}
            </s-button>
            <s-text color="subdued">
              {words.text('variants.page', {page: words.number(at + 1), pages: words.number(pages)})}
            </s-text>
            <s-button disabled={at === pages - 1} onClick={() => this.setState({page: at + 1})}>
              {words.text('variants.next')}
            </s-button>
          </s-stack>
        )}
      </s-stack>
    );
  }
}

function matching(variants: VariantAssignment[], search: string): VariantAssignment[] {
  const wanted = search.trim().toLowerCase();
  return variants.filter(({title, sku}) => `${title} ${sku ?? ''}`.toLowerCase().includes(wanted));
}

function VariantRow({variant, state, session, words}: VariantsProps & {variant: VariantAssignment}) {
  const {title, sku} = variant;
  return (
    <s-grid gridTemplateColumns="repeat(auto-fit, minmax(14rem, 1fr))" gap="small-200 base" alignItems="center">
      <s-stack gap="small-500">
        <s-text type="strong">{title}</s-text>
        {sku && <s-text color="subdued">{words.text('variants.sku', {sku})}</s-text>}
        <StockLine variant={variant} words={words} />
        <OtherApp variant={variant} words={words} />
      </s-stack>
      <VariantSelect
        {...{variant, state, session, words}}
        label={words.text('select.ofVariant', {variant: title})}
        hideLabel
      />
    </s-grid>
  );
}

export interface VariantSelectProps extends VariantsProps {
  variant: VariantAssignment;
  label: string;
  hideLabel?: boolean;
}

/** The dropdown of one variant. */
export function VariantSelect({variant, state, session, words, label, hideLabel = false}: VariantSelectProps) {
  return (
    <ServiceSelect
      label={label}
      hideLabel={hideLabel}
      value={chosenFor(variant, state.choices)}
      services={optionsOf(state.services, [variant])}
      noneLabel={
        variant.otherService
          ? words.text('select.otherApp', {service: variant.otherService.name})
          : words.text('select.none')
      }
      disabled={state.busy}
      words={words}
      onChoose={(serviceId) => session.choose(variant.id, serviceId)}
    />
  );
}

/** Our services that take products, and those that the variants have even if they do not. */
export function optionsOf(services: Service[], variants: VariantAssignment[]): Service[] {
  return services.filter((one) => takesProducts(one) || variants.some(({serviceId}) => serviceId === one.id));
}

/** That another app's service has it, and where that is changed. */
export function OtherApp({variant, words}: {variant: VariantAssignment; words: Words}) {
  const {otherService} = variant;
  if (!otherService) return null;
  const key = isAtOtherApp(variant) ? 'otherApp.only' : 'otherApp.too';
  return <s-text color="subdued">{words.text(key, {service: otherService.name})}</s-text>;
}
