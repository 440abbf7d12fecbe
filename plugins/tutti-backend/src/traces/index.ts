export { RunTrace } from './RunTrace';
export { currentTraceParent } from './traceParent';
