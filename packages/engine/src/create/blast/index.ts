export { blastRadius } from './blastRadius';
