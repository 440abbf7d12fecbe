export * from './score';
export * from './placeholders';
