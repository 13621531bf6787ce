/** How services stand, as the pages show it. */
import type {Service, ServiceGlance} from '../../../../core/wire.ts';
import type {Key} from '../i18n/en.ts';

export type Tone = 'neutral' | 'info' | 'success' | 'caution' | 'warning' | 'critical';

export interface Badge {
  key: Key;
  tone: Tone;
}

/** Ours and in use, or paused. */
export function isLive({ownedByThisApp, status}: Service): boolean {
  return ownedByThisApp && status !== 'removed';
}

/** Known in Shopify from an earlier installation of the app, but without an address here. */
export function isUnclaimed({ownedByThisApp, settings}: Service): boolean {
  return ownedByThisApp && settings === null;
}

const badges: Record<Service['status'], Badge> = {
  active: {key: 'status.active', tone: 'success'},
  paused: {key: 'status.paused', tone: 'caution'},
  removing: {key: 'status.removing', tone: 'info'},
  removed: {key: 'status.removed', tone: 'neutral'},
};

export function badgeOf(service: Service): Badge {
  return isUnclaimed(service) ? {key: 'status.unclaimed', tone: 'warning'} : badges[service.status];
}

/** The services by where they are shown. */
export function groupsOf(services: readonly Service[]): {live: Service[]; removed: Service[]; others: Service[]} {
  return {
    live: services.filter(isLive),
    removed: services.filter(({ownedByThisApp, status}) => ownedByThisApp && status === 'removed'),
    others: services.filter(({ownedByThisApp}) => !ownedByThisApp),
  };
}

/** A service that ended so long ago (ms) is told of in the list of removed ones alone. */
const latelyMs = 30 * 86_400_000;

/** The services that ended lately though nobody removed them here, by why. */
export function endedLately(
  services: readonly Service[],
  now = Date.now(),
): {deleted: Service[]; uninstalled: Service[]} {
  const lately = services.filter(({ended}) => ended && Date.parse(ended.at) > now - latelyMs);
  return {
    deleted: lately.filter(({ended}) => ended?.reason === 'deleted_in_shopify'),
    uninstalled: lately.filter(({ended}) => ended?.reason === 'app_uninstalled'),
  };
}

/** Requests of all services that need a person. */
export function attentionOf(services: readonly Service[]): number {
  return services.reduce((sum, {glance}) => sum + (glance?.attention ?? 0), 0);
}

/** Whether anything was ever sent to any of the services. */
export function hasSent(services: readonly Service[]): boolean {
  return services.some(({glance}) => glance !== undefined && (glance.lastEmail !== null || glance.open > 0));
}

/** How the last email fared, where there is something to say about it. */
export function lastEmailTone(last: NonNullable<ServiceGlance['lastEmail']>): 'critical' | 'caution' | null {
  if (last.delivery === 'bounced' || last.delivery === 'complained') return 'critical';
  return last.delivery === 'delayed' ? 'caution' : null;
}
