export { behindDoor, secretsIn } from './door';
export type { Door } from './door';
export { Redactor } from './Redactor';
