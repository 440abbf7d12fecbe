/**
 * For tests of modules: what Tutti relies on of a store of secrets, and a store in memory.
 *
 * @packageDocumentation
 */
export * from './MemorySecretStore';
export * from './secretStoreContract';
