import { Secret } from './value';

/** A secret that lives in a store outside: in which, and where in it. Itself nothing secret. */
export interface SecretReference {
  /** Name of a store: `cluster`, or one that a module brings. */
  store: string;
  namespace: string;
  name: string;
  key: string;
}

/** Where the environment runs that asks: the store `cluster` is that cluster. */
export interface SecretPlace {
  driver: string;
  cluster: string;
}

/** What a store says. The texts are for people and hold nothing of what the store keeps. */
export type SecretReading =
  | { found: Secret }
  /** `there is no Secret db in namespace shop` */
  | { missing: string }
  /** `retryable`: the same question may be answered later. */
  | { unavailable: string; retryable: boolean };

/** `cluster secret shop/db, key password` */
export function referenceText(reference: SecretReference): string {
  const { store, namespace, name, key } = reference;
  return `${store} secret ${namespace}/${name}, key ${key}`;
}
