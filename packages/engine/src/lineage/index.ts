export { touchedFields } from './touchedFields';
export type { TouchedFields } from './touchedFields';
