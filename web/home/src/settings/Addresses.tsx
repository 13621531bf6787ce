/** How mail to each address of a service fares, and having mail sent again to one that is blocked. */
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
  const {glance} = service;
  const blocked = glance?.addresses.filter(({state}) => state === 'blocked') ?? [];
  if (!glance || blocked.length === 0 || service.status === 'removed') return null;
  return (
    <>
      {blocked.map((health) => (
        <Blocked
          key={health.address}
          service={service}
          health={health}
          others={blocked.length < glance.addresses.length}
          waiting={glance.waiting}
          onChanged={onChanged}
        />
      ))}
    </>
  );
}

interface OneProps extends BlockedProps {
  health: AddressHealth;
  /** Whether other addresses take mail. */
  others: boolean;
  waiting: number;
}

function Blocked({service, health, others, waiting, onChanged}: OneProps) {
  const {text} = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const {address, reason, canReactivate} = health;

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
    <s-banner tone="critical" heading={text('addresses.blockedHeading', {address})}>
      <s-stack gap="small">
        <s-paragraph>{text(`addresses.reason.${reason ?? 'unknown'}`)}</s-paragraph>
        {waiting > 0 && <s-paragraph>{text('addresses.waiting', {count: waiting})}</s-paragraph>}
        {others && <s-paragraph>{text('addresses.others')}</s-paragraph>}
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
