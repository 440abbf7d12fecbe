import { hash } from 'node:crypto';
import { Address } from '../../model';

/**
 * The identity of the n-th resource ever made at an address of an environment. Never minted twice,
 * and the same for everybody who plans the same thing: a plan names what its run will make.
 */
export function mintResourceId(
  environmentId: string,
  address: Address,
  incarnation: number,
): string {
  const digest = hash(
    'sha256',
    JSON.stringify([environmentId, address, incarnation]),
  );
  return `r-${digest.slice(0, 20)}`;
}

/** Leaves room for what drivers and controllers append (`-0`, `-tls`) within a label's 63. */
const MAX_NAME = 45;

/**
 * DNS-safe name of a resource: readable first, unique by its id. It is minted with the id and
 * kept for good, also when the resource moves to another address.
 */
export function resourceName(
  address: Address,
  type: string,
  resourceId: string,
): string {
  const place = address.slice(address.indexOf('#') + 1);
  const suffix = resourceId.slice(2, 8);
  const slug = `${place}-${type}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_NAME - suffix.length - 1)
    .replace(/-+$/, '');
  return slug ? `${slug}-${suffix}` : `r-${suffix}`;
}
