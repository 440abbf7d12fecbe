export { AuthorizedPreviewsService } from './AuthorizedPreviewsService';
export { DefaultPreviewsService } from './DefaultPreviewsService';
export { PREVIEW_AUTOMATION } from './deploying';
export { PreviewViews } from './PreviewViews';
export type { PreviewsService } from './types';
