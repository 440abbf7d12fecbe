export * from './readPlatform';
export { platformJsonSchema } from './schema';
