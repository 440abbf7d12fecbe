export * from './expression';
export * from './variables';
