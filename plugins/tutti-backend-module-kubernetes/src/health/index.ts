export { judge, groupKind } from './judge';
export { conditionsOf } from './conditions';
export type { Verdict } from './Verdict';
