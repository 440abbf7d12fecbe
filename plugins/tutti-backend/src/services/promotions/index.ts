export { advanceRound } from './advanceRound';
export { AuthorizedPromotionsService } from './AuthorizedPromotionsService';
export { DefaultPromotionsService } from './DefaultPromotionsService';
export type { PromotionsService } from './types';
