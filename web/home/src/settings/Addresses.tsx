/** How mail to each address of a service fares, and having mail sent again to one that is blocked. */
import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import type {AddressHealth, Service} from '../../../../core/wire.ts';
import {deliveryTones} from '../activity/standing.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import type {Tone} from '../services/standing.ts';
import {forget} from '../state/resource.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';

/** Each address in a line. */
export function Addresses({service: {glance}}: {service: Service}) {
  const {text} = useWords();
  if (!glance) return null;
  return (
    <s-section heading={text('addresses.heading')}>
      <s-stack gap="small">
        {glance.addresses.map((one) => (
          <s-stack key={one.address} gap="small-400">
            <s-text>{one.address}</s-text>
            <s-stack direction="inline">
              <State health={one} />
            </s-stack>
          </s-stack>
        ))}
      </s-stack>
    </s-section>
  );
}

function State({health: {state}}: {health: AddressHealth}) {
  const {text} = useWords();
  if (state === 'unused') return <s-text color="subdued">{text('addresses.unused')}</s-text>;
  const tone: Tone = state === 'blocked' ? 'critical' : deliveryTones[state];
  return <s-badge tone={tone}>{text(state === 'blocked' ? 'addresses.blocked' : `delivery.${state}`)}</s-badge>;
}

interface BlockedProps {
  service: Service;
  onChanged: (service: Service) => void;
}

/** Why mail to an address is blocked, and what can be done. */
export function BlockedAddresses({service, onChanged}: BlockedProps) {
  const {text} = useWords();
  const {glance} = service;
  const blocked = glance?.addresses.filter(({state}) => state === 'blocked') ?? [];
  if (!glance || blocked.length === 0 || service.status === 'removed') return null;
  return (
    <>
      {blocked.map((health) => (
        <Dead
          key={health.address}
          service={service}
          health={health}
          heading={text('addresses.blockedHeading', {address: health.address})}
          onChanged={onChanged}
        >
          <s-paragraph>{text(`addresses.reason.${health.reason ?? 'unknown'}`)}</s-paragraph>
          {glance.waiting > 0 && <s-paragraph>{text('addresses.waiting', {count: glance.waiting})}</s-paragraph>}
          {blocked.length < glance.addresses.length && <s-paragraph>{text('addresses.others')}</s-paragraph>}
        </Dead>
      ))}
    </>
  );
}

/** Why alerts do not arrive, and what can be done. */
export function AlertTrouble({service, onChanged}: BlockedProps) {
  const {text} = useWords();
  const health = service.glance?.alertTrouble;
  if (!health || service.status === 'removed') return null;
  const how =
    health.state === 'blocked' ? (health.reason ?? 'unknown') : health.state === 'refused' ? 'refused' : 'bounced';
  return (
    <Dead
      service={service}
      health={health}
      heading={text('alerts.lostHeading', {address: health.address})}
      onChanged={onChanged}
    >
      <s-paragraph>{text(`alerts.lost.${how}`)}</s-paragraph>
      <s-paragraph>{text('alerts.lostMeanwhile')}</s-paragraph>
    </Dead>
  );
}

interface DeadProps extends BlockedProps {
  health: AddressHealth;
  heading: string;
  children: ComponentChildren;
}

/** An address that gets no mail, and the way to have mail sent to it again. */
function Dead({service, health, heading, children, onChanged}: DeadProps) {
  const {text} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const {address, canReactivate} = health;

  async function reactivate() {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.reactivateAddress(service.id, address);
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    forget('services');
    forget('requests');
    onChanged(answer.value);
    const done = text('addresses.reactivated', {address});
    toast(done);
    announce(done);
  }

  return (
    <s-banner tone="critical" heading={heading}>
      <s-stack gap="small">
        {children}
        {problem && <ChangeFailed problem={problem} heading={text('addresses.notReactivated')} />}
        {canReactivate && (
          <s-stack direction="inline">
            <s-button
              loading={busy}
              accessibilityLabel={text('addresses.reactivateOf', {address})}
              onClick={() => void reactivate()}
            >
              {text('addresses.reactivate')}
            </s-button>
          </s-stack>
        )}
      </s-stack>
    </s-banner>
  );
}
