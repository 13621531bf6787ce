/** A removal under way: how far it is and what comes next, kept up to date; and a way to stop it. */
import {useEffect, useRef} from 'preact/hooks';
import type {Removal, Service} from '../../../../../core/wire.ts';
import {announce, useWords} from '../../ui/context.tsx';
import {Failures} from './Failures.tsx';
import {canStop, isRestore, milestoneOf, percentOf, stepsOf, timeLeft, type Step} from './phases.ts';
import {Stop} from './Stop.tsx';

interface ProgressProps {
  service: Service;
  removal: Removal;
  onChanged: (removal: Removal) => void;
}

export function Progress({service, removal, onChanged}: ProgressProps) {
  const {text, sentence} = useWords();
  const {progress, destination, waiting, failedCount} = removal;
  const restores = isRestore(removal);
  const place = destination.name;
  useMilestones(removal);
  return (
    <>
      <s-section heading={text(restores ? 'run.restoreHeading' : 'run.heading', {place})}>
        <s-stack gap="base">
          <Bar done={progress.done} total={progress.total} label={text('run.title', {service: service.name})} />
          <s-stack gap="none">
            <s-text type="strong">
              {removal.status === 'queued'
                ? text('run.queued')
                : text('run.done', {done: progress.done, total: progress.total})}
            </s-text>
            {progress.secondsLeft !== null && removal.status !== 'queued' && (
              <TimeLeft seconds={progress.secondsLeft} />
            )}
          </s-stack>
          <s-text color="subdued">{text('run.leave')}</s-text>
          {waiting && (
            <s-banner tone="info" heading={text('run.waiting')}>
              {sentence(waiting)}
            </s-banner>
          )}
        </s-stack>
      </s-section>
      <s-section padding="none" accessibilityLabel={text('run.steps')}>
        <Steps steps={stepsOf(removal)} />
      </s-section>
      {failedCount > 0 && (
        <s-section heading={text('run.failedSoFar', {count: failedCount})}>
          <Failures service={service} removal={removal} />
        </s-section>
      )}
      {!restores && (
        <s-section heading={text('stop.action')}>
          {canStop(removal) ? (
            <Stop service={service} removal={removal} onChanged={onChanged} />
          ) : (
            <s-text>{text('run.tooLate')}</s-text>
          )}
        </s-section>
      )}
    </>
  );
}

/** The browser's own bar: what it says to a screen reader needs no help. Without a total it only shows that something goes on. */
export function Bar({done, total, label}: {done: number; total: number; label: string}) {
  return <progress class="bar" aria-label={label} {...(total > 0 ? {value: done, max: total} : {})} />;
}

function TimeLeft({seconds}: {seconds: number}) {
  const {text} = useWords();
  const {key, values} = timeLeft(seconds);
  return <s-text>{text(key, values)}</s-text>;
}

function Steps({steps}: {steps: Step[]}) {
  const {text} = useWords();
  const tones = {open: 'neutral', now: 'info', over: 'success'} as const;
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{text('run.step')}</s-table-header>
        <s-table-header listSlot="inline">{text('run.standing')}</s-table-header>
        <s-table-header listSlot="secondary" format="numeric">
          {text('run.count')}
        </s-table-header>
      </s-table-header-row>
      <s-table-body>
        {steps.map(({phase, standing, count}) => (
          <s-table-row key={phase} {...(standing === 'now' ? {'aria-current': 'step' as const} : {})}>
            <s-table-cell>{text(`phase.${phase}`)}</s-table-cell>
            <s-table-cell>
              <s-badge tone={tones[standing]}>{text(`run.${standing}`)}</s-badge>
            </s-table-cell>
            <s-table-cell>{count ? text('run.counted', count) : ''}</s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}

function useMilestones(removal: Removal): void {
  const {text} = useWords();
  const milestone = milestoneOf(removal);
  const said = milestone && `${milestone.phase} ${milestone.percent}`;
  const before = useRef(said);
  useEffect(() => {
    if (milestone && before.current !== said) {
      const {percent} = {percent: percentOf(removal.progress)};
      announce(text('run.said', {step: text(`phase.${milestone.phase}`), percent}));
    }
    before.current = said;
  }, [said]);
}
