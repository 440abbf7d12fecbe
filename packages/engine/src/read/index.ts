export * from './platform';
export * from './score';
export {
  parsePlatformText,
  parseScoreText,
  type ParsedText,
  type TextPart,
} from './placeholders';
