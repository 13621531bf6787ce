/** The products a service ships, and where more are assigned. */
import {app, numberOf, type ServiceProduct} from '../api/app.ts';
import {adminAddress} from '../bridge.ts';
import {useList} from '../state/list.ts';
import {useWords} from '../ui/context.tsx';
import {merged} from './merged.ts';
import {More} from '../ui/More.tsx';
import {Loaded, Skeleton} from '../ui/States.tsx';

export function Products({serviceId}: {serviceId: string}) {
  const {text} = useWords();
  const list = useList(
    `products ${serviceId}`,
    (cursor) => app.products(serviceId, cursor),
    // A product whose variants lie on two pages is on both.
    ({productId, variants}) => `${productId} ${variants[0]?.id ?? ''}`,
  );
  return (
    <s-section heading={text('products.heading')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('products.help')}</s-paragraph>
        <s-stack direction="inline">
          <s-button href={adminAddress('products')} target="_top">
            {text('products.action')}
          </s-button>
        </s-stack>
        <Loaded resource={list.resource} skeleton={<Skeleton lines={[36, 36, 36]} />}>
          {() =>
            list.items.length > 0 ? <Table products={merged(list.items)} /> : <s-text>{text('products.none')}</s-text>
          }
        </Loaded>
        <More list={list} />
      </s-stack>
    </s-section>
  );
}

function Table({products}: {products: ServiceProduct[]}) {
  const {text} = useWords();
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{text('products.column.product')}</s-table-header>
        <s-table-header listSlot="labeled">{text('products.column.variants')}</s-table-header>
        <s-table-header listSlot="labeled" format="numeric">
          {text('products.column.available')}
        </s-table-header>
      </s-table-header-row>
      <s-table-body>
        {products.map((product) => (
          <Row key={product.productId} product={product} />
        ))}
      </s-table-body>
    </s-table>
  );
}

/** At most so many variants are named; more are counted. */
const namedVariants = 3;

function Row({product: {productId, title, variants}}: {product: ServiceProduct}) {
  const {text, number, list} = useWords();
  const tracked = variants.flatMap(({available}) => (available === null ? [] : [available]));
  return (
    <s-table-row>
      <s-table-cell>
        <s-link href={adminAddress(`products/${numberOf(productId)}`)} target="_top">
          {title}
        </s-link>
      </s-table-cell>
      <s-table-cell>
        {variants.length > namedVariants
          ? text('products.variants', {count: variants.length})
          : list(variants.map((one) => variantName(one.title) ?? text('products.defaultVariant')))}
      </s-table-cell>
      <s-table-cell>
        {tracked.length > 0 ? number(tracked.reduce((sum, one) => sum + one, 0)) : text('products.untracked')}
      </s-table-cell>
    </s-table-row>
  );
}

/** Shopify: a product without options has one variant, titled so. */
function variantName(title: string): string | null {
  return title === 'Default Title' ? null : title;
}
