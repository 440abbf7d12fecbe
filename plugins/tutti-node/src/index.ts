/**
 * Extension points of Tutti: drivers and targets.
 *
 * @packageDocumentation
 */
export * from './extensions';
