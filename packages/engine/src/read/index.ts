export * from './platform';
export * from './score';
export { decodeText, type DecodedText } from './encoding';
export { numeralFinding } from './numerals';
export { formatPath } from './path';
export { toProblem } from './report';
export { readYaml, type YamlDocument } from './yaml';
export { withPositions } from './positions';
export {
  parsePlatformText,
  parseScoreText,
  type ParsedText,
  type TextPart,
} from '../placeholders';
