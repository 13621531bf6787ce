/** Services that other apps own: shown, and changed there. */
import type {Service} from '../../../../core/wire.ts';
import {useWords} from '../ui/context.tsx';

export function OtherServices({services, manage}: {services: Service[]; manage: string}) {
  const {text} = useWords();
  return (
    <s-section heading={text('others.heading')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('others.body')}</s-paragraph>
        <s-unordered-list>
          {services.map(({id, name}) => (
            <s-list-item key={id}>{name}</s-list-item>
          ))}
        </s-unordered-list>
        <s-stack direction="inline">
          <s-button href={manage} target="_top">
            {text('others.action')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-section>
  );
}
