export * from './folderSource';
export { withImages, type Images } from './images';
export * from './readWorkload';
export { isInside, type ReadSource } from './sourceFiles';
