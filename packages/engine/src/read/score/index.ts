export * from './folderSource';
export { withImages, type Images } from './images';
export * from './readWorkload';
export type { ReadSource } from './sourceFiles';
