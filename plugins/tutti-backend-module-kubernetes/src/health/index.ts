export { groupKind, isHealthyByPresence, judge } from './judge';
export { conditionsOf, whyPast } from './conditions';
export { progressing, type Verdict } from './Verdict';
