export { AuthorizedImpactsService } from './AuthorizedImpactsService';
export { DefaultImpactsService } from './DefaultImpactsService';
export type { ImpactsService } from './types';
