export { kindsDefinedIn } from './definedKinds';
export { powersFromScore } from './fromScore';
export { judgeObjects } from './judgeObjects';
export type { JudgedObject } from './judgeObjects';
export type { Origin } from './origins';
export { textsByField } from './textsByField';
