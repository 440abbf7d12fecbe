import {
  Allowed,
  PromotionInput,
  PromotionList,
  PromotionOutlook,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { Place } from '../Lookup';
import { Caller, Visibility } from '../types';

export interface PromotionsQuery extends Visibility, MayDeploy {
  application: string;
  /** Only what comes to this one. */
  environment?: string;
}

/** Whether the caller may deploy there: what a decorator adds. */
interface MayDeploy {
  mayDeploy?: (place: Place) => Allowed;
}

/** A promotion to all environments of a type. */
export interface RoundQuery extends PromotionInput, Visibility, MayDeploy {
  application: string;
}

export interface RoundPath extends Visibility, MayDeploy {
  application: string;
  /** Id of the round. */
  round: string;
}

export interface PromotionsService {
  /** Where each release is on its way, environment by environment. */
  list(query: PromotionsQuery, caller: Caller): Promise<PromotionList>;
  /** What a promotion to all of a type would do; changes nothing. */
  outlook(query: RoundQuery, caller: Caller): Promise<PromotionOutlook>;
  /**
   * Begins with the first wave; the others follow by themselves.
   *
   * @throws NotAllowedError that names every environment to which the caller may not deploy, ConflictError where
   *   all have it, or another one is on its way there
   */
  begin(query: RoundQuery, caller: Caller): Promise<PromotionRound>;
  /** Nothing more begins; what is under way goes on to its end. */
  stop(path: RoundPath, caller: Caller): Promise<PromotionRound>;
}
