export * from './Sealer';
export * from './sealedValue';
export * from './sealingKeys';
