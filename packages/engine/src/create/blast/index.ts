export { blastRadius } from './blastRadius';
export { contentOf, documentChanges } from './documentChanges';
