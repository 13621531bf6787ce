/** Products that go elsewhere than the rest, chosen one by one from what the service stocks. */
import {useEffect, useState} from 'preact/hooks';
import type {Service} from '../../../../../core/wire.ts';
import {app, type ServiceProduct} from '../../api/app.ts';
import type {Problem} from '../../api/answer.ts';
import {merged} from '../../settings/merged.ts';
import {useList, type List} from '../../state/list.ts';
import {useWords} from '../../ui/context.tsx';
import {More} from '../../ui/More.tsx';
import {ChangeFailed, Loaded, Skeleton} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';
import type {Choice, ChoiceErrors} from './choice.ts';
import {keyOf} from './key.ts';
import {PlaceOptions} from './PlaceOptions.tsx';
import type {Places} from './places.ts';

interface ProductExceptionsProps {
  service: Service;
  places: Places;
  choice: Choice;
  errors: ChoiceErrors;
  busy: boolean;
  onChange: (choice: Choice) => void;
}

const same = 'same';
/** A search reads on until it has found so many, or everything was read. */
const enough = 10;

export function ProductExceptions(props: ProductExceptionsProps) {
  const {service, choice, errors, busy, onChange} = props;
  const {text} = useWords();
  const [query, setQuery] = useState('');
  const list = useList(
    `products ${service.id}`,
    (cursor) => app.products(service.id, cursor),
    ({productId, variants}) => `${productId} ${variants[0]?.id ?? ''}`,
    {every: () => 600_000},
  );
  const all = merged(list.items);
  const found = query.trim() === '' ? all : all.filter((product) => matches(product, query.trim().toLowerCase()));
  const readsOn = query.trim() !== '' && found.length < enough && list.hasMore && !list.moreProblem;
  useEffect(() => {
    if (readsOn && !list.loadingMore) void list.showMore();
  }, [readsOn, list.loadingMore, all.length]);

  return (
    <s-stack gap="base">
      <s-search-field
        label={text('removal.exceptions.search')}
        placeholder={text('removal.exceptions.searchPlaceholder')}
        name="products"
        value={query}
        error={errors.products ? text(errors.products) : ''}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-text>{text('removal.exceptions.chosen', {count: choice.products.size})}</s-text>
        {choice.products.size > 0 && (
          <s-button variant="tertiary" disabled={busy} onClick={() => onChange({...choice, products: new Map()})}>
            {text('removal.exceptions.clear')}
          </s-button>
        )}
      </s-stack>
      <Loaded resource={list.resource} skeleton={<Skeleton lines={[36, 36, 36]} />}>
        {() => <Found {...props} found={found} list={list} searched={readsOn ? all.length : null} />}
      </Loaded>
    </s-stack>
  );
}

function matches({title, variants}: ServiceProduct, query: string): boolean {
  return [title, ...variants.flatMap((one) => [one.title, one.sku ?? ''])].some((one) =>
    one.toLowerCase().includes(query),
  );
}

interface FoundProps extends ProductExceptionsProps {
  found: ServiceProduct[];
  list: List<ServiceProduct>;
  /** How many were searched, while it goes on. */
  searched: number | null;
}

function Found({found, list, searched, ...props}: FoundProps) {
  const {text} = useWords();
  return (
    <>
      {found.length > 0 && (
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{text('products.column.product')}</s-table-header>
            <s-table-header listSlot="labeled">{text('products.column.variants')}</s-table-header>
            <s-table-header listSlot="secondary">{text('removal.exceptions.place')}</s-table-header>
          </s-table-header-row>
          <s-table-body>
            {found.map((product) => (
              <Row key={product.productId} product={product} {...props} />
            ))}
          </s-table-body>
        </s-table>
      )}
      {searched !== null ? (
        <s-text color="subdued">{text('removal.exceptions.searched', {count: searched})}</s-text>
      ) : (
        found.length === 0 && (
          <s-text>{text(list.items.length === 0 ? 'products.none' : 'removal.exceptions.noMatch')}</s-text>
        )
      )}
      {(searched === null || list.moreProblem) && <More list={list} />}
    </>
  );
}

function Row({product, service, places, choice, busy, onChange}: ProductExceptionsProps & {product: ServiceProduct}) {
  const {text, number} = useWords();
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const {productId, title, variants} = product;
  const chosen = choice.products.get(productId);

  async function choose(value: string) {
    setProblem(null);
    const products = new Map(choice.products);
    const place = [...places.services, ...places.locations].find(({destination}) => keyOf(destination) === value);
    if (!place) {
      products.delete(productId);
      onChange({...choice, products});
      return;
    }
    setReading(true);
    // Some of its variants may stand on a page that was not read.
    const answer = await removalApi.variants(productId);
    setReading(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const variantIds = answer.value.variants
      .filter(({stockedAt}) => stockedAt.some(({locationId}) => locationId === service.locationId))
      .map(({id}) => id);
    products.set(productId, {title, variantIds, destination: place.destination});
    onChange({...choice, products});
  }

  return (
    <s-table-row>
      <s-table-cell>{title}</s-table-cell>
      <s-table-cell>{number(chosen?.variantIds.length ?? variants.length)}</s-table-cell>
      <s-table-cell>
        <s-select
          label={text('removal.exceptions.placeOf', {product: title})}
          labelAccessibilityVisibility="exclusive"
          disabled={busy || reading}
          value={chosen ? keyOf(chosen.destination) : same}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          <s-option value={same}>{choice.place?.name ?? text('removal.exceptions.same')}</s-option>
          <PlaceOptions places={places} except={choice.place} />
        </s-select>
        {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      </s-table-cell>
    </s-table-row>
  );
}
