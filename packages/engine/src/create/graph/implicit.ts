import { Address, Platform, own } from '../../model';
import { Wish } from './NodeDraft';
import {
  AddressParts,
  addressOf,
  explicitIdentity,
  implicitIdentity,
  workloadAddress,
} from './address';

/** The two types whose resources nobody has to ask for (docs/reference/semantics.md, Create). */
const BASE_ENVIRONMENT = 'base-environment';
const BASE_WORKLOAD = 'base-workload';

/** It has an id, so that definitions can name it. */
const BASE_ENVIRONMENT_PLACE: AddressParts = {
  type: BASE_ENVIRONMENT,
  class: 'default',
  identity: explicitIdentity(BASE_ENVIRONMENT),
};

export const BASE_ENVIRONMENT_ADDRESS: Address = addressOf(
  BASE_ENVIRONMENT_PLACE,
);

/** It stands where a Score resource of that name would stand. */
function baseWorkloadPlace(workload: string): AddressParts {
  return {
    type: BASE_WORKLOAD,
    class: 'default',
    identity: implicitIdentity(workload, BASE_WORKLOAD),
  };
}

export function baseWorkloadAddress(workload: string): Address {
  return addressOf(baseWorkloadPlace(workload));
}

/** One base for the environment and one per workload, of the types that the platform defines. */
export function implicitWishes(
  platform: Platform,
  workloads: string[],
): Wish[] {
  const wishes: Wish[] = [];
  if (own(platform.resourceTypes, BASE_ENVIRONMENT)) {
    wishes.push({
      place: BASE_ENVIRONMENT_PLACE,
      depth: 0,
      subject: 'the base of the environment',
      from: {},
      addedBy: { address: 'environment', as: 'implicit' },
    });
  }
  if (own(platform.resourceTypes, BASE_WORKLOAD)) {
    for (const workload of workloads) {
      wishes.push({
        place: baseWorkloadPlace(workload),
        depth: 0,
        subject: `the base of workload ${workload}`,
        from: {},
        addedBy: { address: workloadAddress(workload), as: 'implicit' },
      });
    }
  }
  return wishes;
}
