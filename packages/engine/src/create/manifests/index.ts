export * from './generateManifests';
