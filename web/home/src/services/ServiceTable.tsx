/** The services of this app, each with how it stands. */
import {useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import {Ending} from '../removal/Ending.tsx';
import {hrefOf} from '../routes.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';
import {badgeOf, isUnclaimed} from './standing.ts';
import {Attention, LastEmail} from './GlanceParts.tsx';

interface ServiceTableProps {
  services: Service[];
  onChanged: (service: Service) => void;
}

export function ServiceTable({services, onChanged}: ServiceTableProps) {
  const {text} = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <>
      {problem && (
        <s-box padding="base">
          <ChangeFailed problem={problem} heading={text('notDone.heading')} />
        </s-box>
      )}
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{text('services.column.service')}</s-table-header>
          <s-table-header listSlot="inline">{text('services.column.status')}</s-table-header>
          <s-table-header listSlot="labeled">{text('services.column.open')}</s-table-header>
          <s-table-header listSlot="labeled">{text('services.column.lastEmail')}</s-table-header>
          <s-table-header listSlot="labeled">{text('services.column.actions')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {services.map((service) => (
            <Row key={service.id} service={service} onChanged={onChanged} onProblem={setProblem} />
          ))}
        </s-table-body>
      </s-table>
    </>
  );
}

interface RowProps {
  service: Service;
  onChanged: (service: Service) => void;
  onProblem: (problem: Problem | null) => void;
}

function Row({service, onChanged, onProblem}: RowProps) {
  const {text, number} = useWords();
  const {id, name, email, glance} = service;
  const badge = badgeOf(service);
  const unclaimed = isUnclaimed(service);
  const href = unclaimed
    ? `${hrefOf({page: 'activate'})}?name=${encodeURIComponent(name)}`
    : hrefOf({page: 'service', id});
  return (
    <s-table-row>
      <s-table-cell>
        <s-stack gap="none">
          <s-link href={href}>{name}</s-link>
          <s-text color="subdued">{email ?? text('services.claimHelp')}</s-text>
        </s-stack>
      </s-table-cell>
      <s-table-cell>
        <s-stack direction="inline" gap="small-200">
          <s-badge tone={badge.tone}>{text(badge.key)}</s-badge>
          {glance && <Attention glance={glance} />}
        </s-stack>
      </s-table-cell>
      <s-table-cell>{glance ? number(glance.open) : '–'}</s-table-cell>
      <s-table-cell>{glance ? <LastEmail glance={glance} /> : '–'}</s-table-cell>
      <s-table-cell>
        <span class="whole">
          {unclaimed ? (
            <s-button href={href} accessibilityLabel={text('services.claimOf', {service: name})}>
              {text('services.claim')}
            </s-button>
          ) : service.status === 'removing' ? (
            <Ending service={service} />
          ) : (
            <PauseButton service={service} onChanged={onChanged} onProblem={onProblem} />
          )}
        </span>
      </s-table-cell>
    </s-table-row>
  );
}

/** Pauses and resumes at once: either can be taken back by the same button. */
export function PauseButton({service, onChanged, onProblem}: RowProps) {
  const {text} = useWords();
  const [busy, setBusy] = useState(false);
  const {id, name, status} = service;
  if (status !== 'active' && status !== 'paused') return null;
  const pauses = status === 'active';

  async function change() {
    setBusy(true);
    onProblem(null);
    const answer = await app.edit(id, {status: pauses ? 'paused' : 'active'});
    setBusy(false);
    if (!answer.ok) {
      onProblem(answer.problem);
      return;
    }
    // The answer to a change has no glance.
    onChanged({...service, ...answer.value});
    const done = text(pauses ? 'services.paused' : 'services.resumed', {service: name});
    toast(done);
    announce(done);
  }

  return (
    <s-button
      loading={busy}
      accessibilityLabel={text(pauses ? 'services.pauseOf' : 'services.resumeOf', {service: name})}
      onClick={() => void change()}
    >
      {text(pauses ? 'services.pause' : 'services.resume')}
    </s-button>
  );
}
