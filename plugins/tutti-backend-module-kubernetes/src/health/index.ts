export { judge, groupKind } from './judge';
export { conditionsOf, whyPast } from './conditions';
export type { Verdict } from './Verdict';
