/** The first three steps, until the first order was sent. */
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Result} from '../api/answer.ts';
import {adminAddress} from '../bridge.ts';
import {hrefOf} from '../routes.ts';
import {useResource} from '../state/resource.ts';
import {useWords} from '../ui/context.tsx';

const steps = ['activate', 'assign', 'send'] as const;

/** @param services those of this app that were not removed */
export function Guide({services}: {services: Service[]}) {
  const {text} = useWords();
  const active = services.filter(({status}) => status === 'active');
  const assigned = useResource(`assigned ${active.map(({id}) => id).join(' ')}`, () => hasProducts(active));
  const done = {activate: active.length > 0, assign: assigned.value ?? false, send: false};
  const next = steps.find((step) => !done[step]);
  const hrefs = {
    activate: hrefOf({page: 'activate'}),
    assign: adminAddress('products'),
    send: adminAddress('orders'),
  };
  return (
    <s-section heading={text('guide.heading')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('services.intro')}</s-paragraph>
        <s-text color="subdued">
          {text('guide.progress', {done: steps.filter((step) => done[step]).length, total: steps.length})}
        </s-text>
        {steps.map((step) => (
          <s-grid key={step} gridTemplateColumns="auto 1fr" gap="base" alignItems="start">
            <s-badge tone={done[step] ? 'success' : 'neutral'}>
              {text(done[step] ? 'guide.done' : 'guide.open')}
            </s-badge>
            <s-stack gap="small-200">
              <s-text type="strong">{text(`guide.${step}.heading`)}</s-text>
              <s-paragraph>{text(`guide.${step}.body`)}</s-paragraph>
              {step === next && (
                <s-stack direction="inline">
                  <s-button href={hrefs[step]} target={step === 'activate' ? 'auto' : '_top'}>
                    {text(`guide.${step}.action`)}
                  </s-button>
                </s-stack>
              )}
            </s-stack>
          </s-grid>
        ))}
      </s-stack>
    </s-section>
  );
}

/** Whether any of the services has a product. */
async function hasProducts(services: Service[]): Promise<Result<boolean>> {
  for (const {id} of services) {
    const answer = await app.products(id, null);
    if (!answer.ok) return answer;
    if (answer.value.items.length > 0) return {ok: true, value: true};
  }
  return {ok: true, value: false};
}
