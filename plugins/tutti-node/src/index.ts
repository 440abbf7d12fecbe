/**
 * For backend modules: extension points (drivers, targets, stores of secrets), Tutti's API, and processes that outlive a backend.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './ListingsClient';
export * from './processes';
export * from './secretStores';
export * from './tuttiClient';
