/** Pieces of how a service stands. */
import type {ServiceGlance} from '../../../../core/wire.ts';
import {useWords} from '../ui/context.tsx';
import {lastEmailTone} from './standing.ts';

/** What needs a person, and what came back; nothing if all is well. */
export function Attention({glance}: {glance: ServiceGlance}) {
  const {text} = useWords();
  const {attention, bounces} = glance;
  const blocked = glance.addresses.filter(({state}) => state === 'blocked').length;
  return (
    <>
      {blocked > 0 && <s-badge tone="critical">{text('services.blocked', {count: blocked})}</s-badge>}
      {glance.alertTrouble && <s-badge tone="critical">{text('services.alertsLost')}</s-badge>}
      {attention > 0 && <s-badge tone="critical">{text('services.attention', {count: attention})}</s-badge>}
      {bounces > 0 && <s-badge tone="warning">{text('services.bounces', {count: bounces})}</s-badge>}
    </>
  );
}

export function LastEmail({glance: {lastEmail}}: {glance: ServiceGlance}) {
  const {text, ago} = useWords();
  if (!lastEmail) return <s-text color="subdued">{text('services.lastEmailNone')}</s-text>;
  const tone = lastEmailTone(lastEmail);
  return (
    <s-stack direction="inline" gap="small-200">
      <s-text>{text('services.lastEmail', {order: lastEmail.orderName, ago: ago(lastEmail.at)})}</s-text>
      {lastEmail.delivery && <s-badge tone={tone ?? 'neutral'}>{text(`delivery.${lastEmail.delivery}`)}</s-badge>}
    </s-stack>
  );
}
