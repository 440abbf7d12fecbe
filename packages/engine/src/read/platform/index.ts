export type { DriverContract } from './inputs';
export * from './readPlatform';
export { platformJsonSchema } from './schema';
