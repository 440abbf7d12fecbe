import { Address, ResourceDeclaration, ResourceReference } from '../../model';

/**
 * What makes a resource the same one, whoever asks. The three forms of the part behind `#`:
 * `main` (an explicit id, shared), `web.db` (a Score resource without an id: its workload and
 * name), and `web.db/postgres/instance` or `web.db+postgres` (what a definition adds for one
 * resource alone, by `dependsOn` alias or by `provisions`). Only the first two can look alike.
 */
export type AddressId =
  | { form: 'explicit'; id: string }
  | { form: 'implicit'; id: string; workload: string }
  | { form: 'own'; id: string; workload?: string };

export interface AddressParts {
  type: string;
  class: string;
  identity: AddressId;
}

export function addressOf({
  type,
  class: klass,
  identity,
}: AddressParts): Address {
  return `${type}.${klass}#${identity.id}`;
}

export function workloadAddress(workload: string): Address {
  return `workload#${workload}`;
}

/** The part behind `#`: what `${resource.id}` says. */
export function idOf(address: Address): string {
  return address.slice(address.indexOf('#') + 1);
}

export function explicitIdentity(id: string): AddressId {
  return { form: 'explicit', id };
}

export function implicitIdentity(
  workload: string,
  resource: string,
): AddressId {
  return { form: 'implicit', id: `${workload}.${resource}`, workload };
}

/** Of what a workload's Score file declares under this name. */
export function declaredIdentity(
  workload: string,
  resource: string,
  { id }: Pick<ResourceDeclaration, 'id'>,
): AddressId {
  return id === undefined
    ? implicitIdentity(workload, resource)
    : explicitIdentity(id);
}

/** The workload that asks; none for what is shared. */
export function workloadOf(identity: AddressId): string | undefined {
  return identity.form === 'explicit' ? undefined : identity.workload;
}

/**
 * Where a reference in a definition leads: `@` is what the referring resource has, a reference
 * without an id means one of its own.
 *
 * @param alias of `dependsOn`; absent for `provisions`
 */
export function resolveReference(
  reference: ResourceReference,
  from: AddressParts,
  alias: string | undefined,
): AddressParts {
  return {
    type: reference.type,
    class: reference.class === '@' ? from.class : reference.class,
    identity: identityOf(reference, from, alias),
  };
}

function identityOf(
  { id }: ResourceReference,
  from: AddressParts,
  alias: string | undefined,
): AddressId {
  if (id === '@') return from.identity;
  if (id !== undefined) return explicitIdentity(id);
  // `default` is left out for the reader's sake: a type has no dots, so nothing is ambiguous.
  const kind =
    from.class === 'default' ? from.type : `${from.type}.${from.class}`;
  const workload = workloadOf(from.identity);
  return {
    form: 'own',
    id:
      alias === undefined
        ? `${from.identity.id}+${kind}`
        : `${from.identity.id}/${kind}/${alias}`,
    ...(workload !== undefined && { workload }),
  };
}
