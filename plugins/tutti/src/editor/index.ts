export { drafts } from './drafts';
export { ScoreEditor } from './ScoreEditor';
export { useCheck, type Check } from './useCheck';
export { useDraft, type Draft } from './useDraft';
export { WorkloadEditor } from './WorkloadEditor';
