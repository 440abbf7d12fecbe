export * from './apiServer';
