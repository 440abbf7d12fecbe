export { containerIn, gone, nodeIn } from './containerIn';
export { AuthorizedRuntimeService } from './AuthorizedRuntimeService';
export { DefaultRuntimeService } from './DefaultRuntimeService';
export { Lineages } from './Lineages';
export { Outlook } from './Outlook';
export type { RuntimePath, RuntimeService } from './types';
