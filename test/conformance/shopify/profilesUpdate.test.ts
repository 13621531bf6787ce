// Rules §12: which locations offer rates, and how a location joins and leaves a delivery profile.
import {describe, expect, it} from 'vitest';
import {at, list, newShop, text, useShopify, type Json} from './domainKit.ts';

useShopify();

const read = `query { deliveryProfiles(first: 5) { nodes { id default coversAllItems version originLocationCount
  locationsWithoutRatesCount unassignedLocations { id }
  profileLocationGroups { locationGroup { id locations(first: 50, includeLegacy: true) { nodes { id } } }
    locationGroupZones(first: 50) { nodes { zone { id name countries { code { countryCode restOfWorld } } }
      methodDefinitions(first: 50) { nodes { id name active } } } } } } } }`;
const update = `mutation($id: ID!, $profile: DeliveryProfileInput!) { deliveryProfileUpdate(id: $id, profile: $profile) {
  profile { id } userErrors { field message } } }`;

async function scene() {
  const shop = await newShop();
  const {locationId} = await shop.service('Nord');
  const profile = async (): Promise<Json> => at(await shop.merchant(read), 'deliveryProfiles.nodes.0');
  const before = await profile();
  const id = text(before, 'id');
  const groupId = text(before, 'profileLocationGroups.0.locationGroup.id');
  const change = async (input: object, profileId = id): Promise<Json> =>
    at(await shop.merchant(update, {id: profileId, profile: input}), 'deliveryProfileUpdate');
  const members = async (group = 0): Promise<string[]> =>
    list(await profile(), `profileLocationGroups.${group}.locationGroup.locations.nodes`).map((one) => text(one, 'id'));
  const unassigned = async (): Promise<string[]> =>
    list(await profile(), 'unassignedLocations').map((one) => text(one, 'id'));
  return {...shop, locationId, profile, id, groupId, change, members, unassigned};
}

describe('deliveryProfileUpdate', () => {
  it('adds a service’s location to a group and takes it out again (§12 Remove, add)', async () => {
    const {change, groupId, locationId, members, unassigned} = await scene();
    expect(await unassigned()).toContain(locationId);
    const added = await change({locationGroupsToUpdate: [{id: groupId, locationsToAdd: [locationId]}]});
    expect(list(added, 'userErrors')).toEqual([]);
    expect(await members()).toContain(locationId);
    expect(await unassigned()).not.toContain(locationId);
    await change({locationGroupsToUpdate: [{id: groupId, locationsToRemove: [locationId]}]});
    expect(await members()).not.toContain(locationId);
    expect(await unassigned()).toContain(locationId);
  });

  it('refuses an unknown location and changes nothing (§12 "The Location could not be found for this shop.")', async () => {
    const {change, groupId, locationId, profile} = await scene();
    const before = await profile();
    const unknown = 'gid://shopify/Location/999999999';
    for (const profileChange of [{locationsToAdd: [locationId, unknown]}, {locationsToRemove: [unknown]}]) {
      const payload = await change({locationGroupsToUpdate: [{id: groupId, ...profileChange}]});
      expect(payload).toEqual({
        profile: null,
        userErrors: [{field: null, message: 'The Location could not be found for this shop.'}],
      });
    }
    expect(await profile()).toEqual(before);
  });

  it('does not know another profile (§12 "Profile could not be updated.")', async () => {
    const {change} = await scene();
    const payload = await change({name: 'Other'}, 'gid://shopify/DeliveryProfile/999999999');
    expect(text(payload, 'userErrors.0.message')).toBe('Profile could not be updated.');
  });

  it('counts a location without rates until its group has an active one (§12 rates)', async () => {
    const {change, locationId, profile} = await scene();
    const count = async () => at(await profile(), 'locationsWithoutRatesCount');
    expect(await count()).toBe(1);
    const price = {amount: '4.50', currencyCode: 'USD'};
    const method = {name: 'Slow', active: false, rateDefinition: {price}};
    const zone = {name: 'World', countries: [{restOfWorld: true}], methodDefinitionsToCreate: [method]};
    await change({locationGroupsToCreate: [{locations: [locationId], zonesToCreate: [zone]}]});
    expect(await count()).toBe(1);
    const made = at(await profile(), 'profileLocationGroups.1');
    const zoneId = text(made, 'locationGroupZones.nodes.0.zone.id');
    const id = text(made, 'locationGroupZones.nodes.0.methodDefinitions.nodes.0.id');
    const groupId = text(made, 'locationGroup.id');
    const zonesToUpdate = [{id: zoneId, methodDefinitionsToUpdate: [{id, active: true}]}];
    await change({locationGroupsToUpdate: [{id: groupId, zonesToUpdate}]});
    expect(await count()).toBe(0);
    await change({methodDefinitionsToDelete: [id]});
    expect(await count()).toBe(1);
    await change({zonesToDelete: [zoneId]});
    expect(list(await profile(), 'profileLocationGroups.1.locationGroupZones.nodes')).toEqual([]);
    await change({locationGroupsToDelete: [groupId]});
    expect(list(await profile(), 'profileLocationGroups')).toHaveLength(1);
  });

  it('loses a location that is deleted with its service (§1 DELETE: the location goes)', async () => {
    const {app, change, groupId, locationId, profile, service} = await scene();
    const other = await service('Sued');
    await change({locationGroupsToUpdate: [{id: groupId, locationsToAdd: [locationId, other.locationId]}]});
    expect(at(await profile(), 'originLocationCount')).toBe(3);
    const gone = await app(
      'mutation($id: ID!) { fulfillmentServiceDelete(id: $id, inventoryAction: DELETE) { deletedId userErrors { message } } }',
      {id: other.id},
    );
    expect(list(gone, 'fulfillmentServiceDelete.userErrors')).toEqual([]);
    expect(at(await profile(), 'originLocationCount')).toBe(2);
  });

  it('lists services’ locations among the candidates (§12 locationsAvailableForDeliveryProfilesConnection)', async () => {
    const {merchant, locationId} = await scene();
    const found = await merchant(
      'query { locationsAvailableForDeliveryProfilesConnection(first: 50) { nodes { id hasUnfulfilledOrders hasActiveInventory } } }',
    );
    expect(list(found, 'locationsAvailableForDeliveryProfilesConnection.nodes')).toContainEqual({
      id: locationId,
      hasUnfulfilledOrders: false,
      hasActiveInventory: false,
    });
  });
});
