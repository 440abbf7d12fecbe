import { PromotionList } from '@tutti/plugin-tutti-common';
import { Caller, Visibility } from '../types';

export interface PromotionsQuery extends Visibility {
  application: string;
  /** Only what comes to this one. */
  environment?: string;
}

export interface PromotionsService {
  /** Where each release is on its way, environment by environment. */
  list(query: PromotionsQuery, caller: Caller): Promise<PromotionList>;
}
