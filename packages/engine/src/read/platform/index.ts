export type { DriverContract } from './inputs';
export { documentPlace, placesIn, type PlatformPlaces } from './places';
export * from './readPlatform';
export {
  secretForAnyone,
  secretsForHint,
  type SecretsReader,
} from './secretsFor';
export { platformJsonSchema } from './schema';
export { isName, NAME_RULE } from './name';
