export { readPreviewLimits, type PreviewLimits } from './config';
export { commentOf } from './comment';
export { digestOfAsked, previewContent, type PreviewBase } from './content';
export { nextStep, retryAfterMs } from './nextStep';
export { shownState } from './state';
