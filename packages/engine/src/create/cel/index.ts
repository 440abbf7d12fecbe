export { expressionError, judge } from './expression';
export type { Judgement } from './expression';
export { expressionProblems } from './expressionProblems';
export { celVariables } from './variables';
export type { CelVariables } from './variables';
