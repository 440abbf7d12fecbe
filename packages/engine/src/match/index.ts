export { ambiguities } from './ambiguities';
export { explainText } from './explainText';
export { definitionMatcher, matchDefinition } from './matchDefinition';
export { matchTarget } from './matchTarget';
export { unmatched } from './unmatched';
