export { judge, groupKind } from './judge';
export { conditionsOf, whyPast } from './conditions';
export { progressing, type Verdict } from './Verdict';
