export * from './platform';
export * from './score';
export { withPositions } from './positions';
export {
  parsePlatformText,
  parseScoreText,
  type ParsedText,
  type TextPart,
} from '../placeholders';
