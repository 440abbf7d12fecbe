export * from './folderSource';
export * from './readWorkload';
export type { ReadSource } from './sourceFiles';
