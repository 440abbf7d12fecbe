export { compareSides } from './compareSides';
