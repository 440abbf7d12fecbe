import { Tree } from '../tree';

/** A tree that was fetched. */
export interface Fetched {
  tree: Tree;
  /** What exactly it is: a commit, a version. */
  version?: string;
  /** The same source gives the same for ever. */
  fixed: boolean;
}

/** Somebody who can fetch. All throw DriverError that names the source; never credentials. */
export interface Fetch<Address> {
  fetch(address: Address, signal: AbortSignal): Promise<Fetched>;
}
