/** Takes the service's location out of the delivery profiles, and lets the destination ship where it did, if that was asked for. */
import {AppError} from '../../errors.ts';
import {toAppError} from '../../toAppError.ts';
import {sameId} from '../../ids.ts';
import {updateDeliveryProfile} from '../../shopify/operations/updateDeliveryProfile.ts';
import {refuseUserErrors} from '../../shopify/userErrors.ts';
import {groupsWith, merged} from '../leftRates.ts';
import {groupsOf, readProfiles, type Profile} from '../rates.ts';
import {removals} from '../store.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';

export async function profiles(work: Work): Promise<Outcome> {
  const all = await readProfiles(work.admin);
  await remember(work, all);
  for (const profile of all) {
    const groups = groupsOf(profile, work.removal.service.locationId);
    if (groups.length === 0) continue;
    try {
      await change(work, profile, groups);
    } catch (error) {
      // Deleting the location takes it out anyway; only what the destination was to take over is missing then.
      if (!(error instanceof AppError) || error.retryable) throw error;
      await note(work, profile, error);
    }
  }
  return {next: 'delete'};
}

/** Before anything is changed: what it left is told to who brings it back. */
async function remember({ctx, removal, lease}: Work, all: readonly Profile[]): Promise<void> {
  const {_id, shop, service, left = []} = removal;
  lease.assertHeld();
  const known = merged(left, groupsWith(all, service.locationId));
  if (known.length > left.length) await removals(ctx.db).updateOne({_id, shop}, {$set: {left: known}});
}

async function change(work: Work, profile: Profile, groups: Profile['profileLocationGroups']): Promise<void> {
  const {removal, admin} = work;
  const {service, destination, exceptions, takeOverRates} = removal;
  const places = [destination, ...exceptions.map((one) => one.destination)].map(({locationId}) => locationId);
  // Shopify: a location is in one group of a profile.
  const elsewhere = profile.profileLocationGroups.flatMap(({locationGroup}) => locationGroup.locations.nodes);
  const toAdd = takeOverRates
    ? [...new Set(places)].filter((place) => !elsewhere.some(({id}) => sameId(id, place)))
    : [];
  const [first] = groups;
  const isEmptied = ({locationGroup}: (typeof groups)[number], adds: number) =>
    adds === 0 && locationGroup.locations.nodes.every(({id}) => sameId(id, service.locationId));
  const emptied = groups.filter((group) => isEmptied(group, group === first ? toAdd.length : 0));
  const {deliveryProfileUpdate} = await admin.run(
    updateDeliveryProfile,
    {
      id: profile.id,
      profile: {
        // Shopify: what becomes of a group without locations is not known, so it goes with its last one.
        locationGroupsToDelete: emptied.map(({locationGroup}) => locationGroup.id),
        locationGroupsToUpdate: groups
          .filter((group) => !emptied.includes(group))
          .map((group) => ({
            id: group.locationGroup.id,
            locationsToRemove: [service.locationId],
            ...(group === first && toAdd.length > 0 ? {locationsToAdd: toAdd} : {}),
          })),
      },
    },
    callOptions(work),
  );
  refuseUserErrors(deliveryProfileUpdate);
}

async function note({ctx, removal}: Work, profile: Profile, thrown: unknown): Promise<void> {
  const {code} = toAppError(thrown);
  ctx.log.warn({shop: removal.shop, code}, 'a delivery profile could not be changed');
  await removals(ctx.db).updateOne(
    {_id: removal._id, shop: removal.shop},
    {
      $push: {
        history: {
          at: new Date(),
          event: 'delivery profile not changed',
          by: 'shopify',
          detail: `${profile.name.slice(0, 100)}: ${code}`,
        },
      },
    },
  );
}
