/** Services that ended though nobody removed them here: told until they are back, or for a month. */
import type {Service} from '../../../../core/wire.ts';
import {hrefOf} from '../routes.ts';
import {useWords} from '../ui/context.tsx';
import {endedLately} from './standing.ts';

export function EndedBanners({services}: {services: readonly Service[]}) {
  const {text, dateTime, list} = useWords();
  const {deleted, uninstalled} = endedLately(services);
  return (
    <>
      {deleted.map(({id, name, ended}) => (
        <s-banner
          key={id}
          tone="critical"
          heading={text('ended.deleted', {service: name, time: dateTime(ended?.at ?? '')})}
        >
          <s-stack gap="small">
            <s-paragraph>{text('ended.deletedBody')}</s-paragraph>
            <s-link href={hrefOf({page: 'service', id})}>{text('ended.open', {service: name})}</s-link>
          </s-stack>
        </s-banner>
      ))}
      {uninstalled.length > 0 && (
        <s-banner tone="info" heading={text('ended.uninstalled')}>
          {text('ended.uninstalledBody', {services: list(uninstalled.map(({name}) => name))})}
        </s-banner>
      )}
    </>
  );
}
