export { resealCommand } from './resealCommand';
