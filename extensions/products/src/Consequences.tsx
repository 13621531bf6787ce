/** What saving means, said in place, and the two choices few people need. */
import {Component, type ComponentChildren} from 'preact';
import type {Words} from '../../shared/words.ts';
import {impactOf, isWorthAWord, type Impact} from './choices.ts';
import type {Editing, Session} from './session.ts';

/** Before the save what it means, after it how it went; nothing where there is nothing to say. */
export function Consequences({state, words}: {state: Editing; words: Words}) {
  const {variants, services, choices, options, failure, saved} = state;
  if (failure) {
    return (
      <s-banner tone="critical" heading={words.text('save.failed')}>
        <s-paragraph>{words.sentence(failure.problem)}</s-paragraph>
        {failure.variants.length > 0 && (
          <s-paragraph>{words.text('save.notChanged', {variants: failure.variants.join(', ')})}</s-paragraph>
        )}
        {failure.problem.retryable && <s-paragraph>{words.text('save.again')}</s-paragraph>}
      </s-banner>
    );
  }
  if (saved) return <s-banner tone="success" heading={words.text('save.done')} />;
  const impact = impactOf(variants, choices, options, services);
  if (!isWorthAWord(impact)) return null;
  return (
    <s-banner tone="warning" heading={words.text('impact.heading')}>
      <s-unordered-list>
        {sentencesOf(impact, words).map((sentence) => (
          <s-list-item key={sentence}>{sentence}</s-list-item>
        ))}
      </s-unordered-list>
    </s-banner>
  );
}

function sentencesOf({committed, openRequests, stockLeft, toMainLocation, leaving}: Impact, words: Words): string[] {
  const counts = {committed, openRequests, stockLeft, toMainLocation};
  return [
    ...Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [words.count(`impact.${name}`, count)] : [])),
    ...leaving.map((service) => words.text('impact.leaving', {service})),
  ];
}

export interface MoreChoicesProps {
  state: Editing;
  session: Session;
  words: Words;
}

/** Tucked away: what is usual is right for nearly everyone. */
export class MoreChoices extends Component<MoreChoicesProps, {open: boolean}> {
  override state = {open: false};

  override render(): ComponentChildren {
    const {state, session, words} = this.props;
    const {options, busy, round} = state;
    const {open} = this.state;
    return (
      <s-stack gap="small-200">
        <s-stack direction="inline">
          <s-button
            variant="tertiary"
            icon={open ? 'chevron-up' : 'chevron-down'}
            onClick={() => this.setState({open: !open})}
          >
            {words.text(open ? 'more.hide' : 'more.show')}
          </s-button>
        </s-stack>
        {open &&
          (['keepElsewhere', 'moveStock'] as const).map((name) => (
            <s-checkbox
              key={`${name} ${round}`}
              label={words.text(`more.${name}`)}
              details={words.text(`more.${name}Details`)}
              checked={options[name]}
              disabled={busy}
              onChange={(event) => session.setOptions({[name]: event.currentTarget.checked})}
            />
          ))}
      </s-stack>
    );
  }
}
