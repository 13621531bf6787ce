/** Shipping rates a service offered before it was removed: to be offered again, and what became of that. */
import {useEffect, useRef, useState} from 'preact/hooks';
import type {FormerRate, FormerRates as Rates, Service} from '../../../../../core/wire.ts';
import type {Problem} from '../../api/answer.ts';
import {adminAddress} from '../../bridge.ts';
import {useResource} from '../../state/resource.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {ChangeFailed, Failure} from '../../ui/States.tsx';
import {removalApi} from '../api.ts';

interface FormerRatesProps {
  service: Service;
  /** Whether they are to be offered again, once the service is back. */
  joins: boolean;
  disabled: boolean;
  onJoin: (joins: boolean) => void;
}

const every = (rates: Rates | undefined) => (rates?.joining ? 1_500 : 60_000);

export function FormerRates({service, joins, disabled, onJoin}: FormerRatesProps) {
  const {text} = useWords();
  const isRemoved = service.status === 'removed';
  // Another standing is another answer.
  const rates = useResource(`rates ${service.id} ${isRemoved}`, () => removalApi.rates(service.id), {every});
  const {value, problem, busy, reload, put} = rates;
  useOutcome(value);
  if (!value) {
    return problem ? (
      <s-section heading={text('reactivation.rates')}>
        <Failure problem={problem} busy={busy} onRetry={() => void reload()} />
      </s-section>
    ) : null;
  }
  if (value.items.length === 0) return null;
  const canJoin = value.items.some(({state}) => state === 'left');
  return (
    <s-section heading={text('reactivation.rates')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('reactivation.rates.help', {service: service.name})}</s-paragraph>
        <List items={value.items} isRemoved={isRemoved} />
        {isRemoved && canJoin && (
          <s-checkbox
            label={text('reactivation.rates.join')}
            details={text('reactivation.rates.join.details')}
            name="joinRates"
            checked={joins}
            disabled={disabled}
            onChange={(event) => onJoin(event.currentTarget.checked)}
          />
        )}
        <WaysOut service={service} rates={value} canRetry={!isRemoved} onChanged={put} />
      </s-stack>
    </s-section>
  );
}

function List({items, isRemoved}: {items: FormerRate[]; isRemoved: boolean}) {
  const {text, list, sentence} = useWords();
  const tones = {left: 'warning', pending: 'info', joined: 'success', failed: 'warning'} as const;
  return (
    <s-unordered-list>
      {items.map(({id, profile, zones, state, failure}) => (
        <s-list-item key={id}>
          <s-stack gap="none">
            <s-stack direction="inline" gap="small" alignItems="center">
              <s-text>
                {zones.length > 0
                  ? text('removal.plan.rate', {profile, zones: list(zones)})
                  : text('reactivation.rates.off', {profile})}
              </s-text>
              {(!isRemoved || state === 'failed') && (
                <s-badge tone={tones[state]}>{text(`reactivation.rates.${state}`)}</s-badge>
              )}
            </s-stack>
            {failure && <s-text color="subdued">{sentence(failure)}</s-text>}
          </s-stack>
        </s-list-item>
      ))}
    </s-unordered-list>
  );
}

interface WaysOutProps {
  service: Service;
  rates: Rates;
  canRetry: boolean;
  onChanged: (rates: Rates) => void;
}

/** No other try brings back what Shopify does not have any more. */
const gone = ['profile_gone', 'rates_gone'];

function canBe({state, failure}: FormerRate): boolean {
  return state === 'left' || (state === 'failed' && !gone.includes(failure?.code ?? ''));
}

/** What helps where some are not offered. */
function WaysOut({service, rates: {items, joining}, canRetry, onChanged}: WaysOutProps) {
  const {text} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const failed = items.some(({state}) => state === 'failed');
  const missing = canRetry && !joining && items.some(canBe);

  async function retry() {
    setBusy(true);
    setProblem(null);
    const answer = await removalApi.joinRates(service.id);
    setBusy(false);
    if (answer.ok) onChanged(answer.value);
    else setProblem(answer.problem);
  }

  if (!failed && !missing) return null;
  return (
    <>
      {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      <s-stack direction="inline" gap="small">
        {missing && (
          <s-button loading={busy} onClick={() => void retry()}>
            {text('reactivation.rates.retry')}
          </s-button>
        )}
        {failed && (
          <s-button href={adminAddress('settings/shipping')} target="_top">
            {text('reactivation.rates.settings')}
          </s-button>
        )}
      </s-stack>
    </>
  );
}

/** Says what came of it, to who does not see it. */
function useOutcome(rates: Rates | undefined): void {
  const {text} = useWords();
  const before = useRef(rates?.joining);
  useEffect(() => {
    if (before.current && rates && !rates.joining) {
      const failed = rates.items.some(({state}) => state === 'failed');
      announce(text(failed ? 'reactivation.rates.someFailed' : 'reactivation.rates.allJoined'));
    }
    before.current = rates?.joining;
  }, [rates?.joining]);
}
