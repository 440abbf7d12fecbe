import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Offers } from '../../store';

/** @throws InputError */
export function fullRef(
  ref: string,
  field: string,
  defaultKind: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(`${field}: '${ref}' is no entity ref`);
  }
}

/** @throws InputError: only groups and users own. */
export function ownerRef(ref: string): string {
  const full = fullRef(ref, 'owner', 'group');
  if (!/^(group|user):/.test(full)) {
    throw new InputError(`owner: '${ref}' is neither a group nor a user`);
  }
  return full;
}

/** @throws InputError */
export function fullOffers(offers: Offers): Offers {
  return Object.fromEntries(
    Object.entries(offers).map(([workload, owners]) => [
      workload,
      owners.map(owner => (owner === 'anyone' ? owner : ownerRef(owner))),
    ]),
  );
}
