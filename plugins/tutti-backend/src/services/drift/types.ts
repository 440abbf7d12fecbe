import {
  Allowed,
  DriftDecided,
  DriftDecision,
  DriftFindingPage,
  DriftGroupPage,
  DriftView,
} from '@tutti/plugin-tutti-common';
import { EnvironmentPath, Place } from '../Lookup';
import { Caller, Visibility } from '../types';

export interface DriftListing extends Visibility {
  limit: number;
  cursor?: string;
  /** What a decorator adds: who may do what where. */
  may?: (place: Place, what: 'operate' | 'manage') => Allowed;
}

/** What other hands changed in clusters, and what is decided about it. */
export interface DriftService {
  groups(query: DriftListing, caller: Caller): Promise<DriftGroupPage>;
  findings(
    query: DriftListing & { cause?: string },
    caller: Caller,
  ): Promise<DriftFindingPage>;
  decide(
    decision: DriftDecision & Pick<DriftListing, 'visible' | 'may'>,
    caller: Caller,
  ): Promise<DriftDecided>;
  get(
    path: EnvironmentPath,
    query: DriftListing,
    caller: Caller,
  ): Promise<DriftView>;
  check(
    path: EnvironmentPath,
    query: DriftListing,
    caller: Caller,
  ): Promise<DriftView>;
  endRuling(
    path: EnvironmentPath,
    ruling: string,
    caller: Caller,
  ): Promise<void>;
}
