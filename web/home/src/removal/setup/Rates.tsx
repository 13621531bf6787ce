/** What becomes of checkout's shipping rates. */
import type {RemovalPlan} from '../../../../../core/wire.ts';
import {adminAddress} from '../../bridge.ts';
import {useWords} from '../../ui/context.tsx';

interface RatesProps {
  plan: RemovalPlan;
  /** Names. */
  service: string;
  place: string;
  takesOver: boolean;
  busy: boolean;
  onTakeOver: (takesOver: boolean) => void;
}

export function Rates({plan, service, place, takesOver, busy, onTakeOver}: RatesProps) {
  const {text} = useWords();
  const {ratesOfferedIn, ratesMissingAtDestination, ratesNotTakeable, ratesOfferedAlone} = plan;
  const canTakeOver = ratesMissingAtDestination.length > ratesNotTakeable.length;
  const isApart = ({profile}: {profile: string}) => ratesNotTakeable.some((one) => one.profile === profile);
  const ending = takesOver ? ratesOfferedAlone.filter(isApart) : ratesOfferedAlone;
  return (
    <s-section heading={text('removal.plan.rates')}>
      {ratesOfferedIn.length === 0 ? (
        <s-text>{text('removal.plan.ratesNone', {service})}</s-text>
      ) : (
        <s-stack gap="base">
          <s-stack gap="small-200">
            <s-text>{text('removal.plan.ratesNow', {service})}</s-text>
            <List rates={ratesOfferedIn} />
          </s-stack>
          {ratesMissingAtDestination.length === 0 ? (
            <s-text>{text('removal.plan.ratesKept', {place})}</s-text>
          ) : (
            <>
              <s-banner tone={takesOver && ratesNotTakeable.length === 0 ? 'info' : 'warning'}>
                <s-paragraph>{text('removal.plan.ratesMissing', {place})}</s-paragraph>
                <List rates={ratesMissingAtDestination} />
              </s-banner>
              {canTakeOver && (
                <s-checkbox
                  label={text('removal.plan.takeOver')}
                  details={text('removal.plan.takeOver.details', {place})}
                  name="takeOverRates"
                  checked={takesOver}
                  disabled={busy}
                  onChange={(event) => onTakeOver(event.currentTarget.checked)}
                />
              )}
            </>
          )}
          {ratesNotTakeable.length > 0 && (
            <s-stack gap="small-200">
              <s-text>{text('removal.plan.ratesApart', {place})}</s-text>
              <List rates={ratesNotTakeable} />
              <s-link href={adminAddress('settings/shipping')} target="_top">
                {text('removal.plan.ratesSettings')}
              </s-link>
            </s-stack>
          )}
          {ending.length > 0 && (
            <s-stack gap="small-200">
              <s-text>{text('removal.plan.ratesAlone', {service})}</s-text>
              <List rates={ending} />
            </s-stack>
          )}
        </s-stack>
      )}
    </s-section>
  );
}

function List({rates}: {rates: RemovalPlan['ratesOfferedIn']}) {
  const {text, list} = useWords();
  return (
    <s-unordered-list>
      {rates.map(({profile, zones}) => (
        <s-list-item key={profile}>{text('removal.plan.rate', {profile, zones: list(zones)})}</s-list-item>
      ))}
    </s-unordered-list>
  );
}
