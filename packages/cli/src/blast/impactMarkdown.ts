import type { BlastRadius } from '@tutti/engine';
import { linesAsMarkdown } from '../lines';
import { code } from '../markdown';
import {
  documentLines,
  paragraphs,
  summaryLine,
  unchangedLine,
} from './impactLines';

type Told = Pick<BlastRadius, 'environments' | 'summary'> &
  Partial<Pick<BlastRadius, 'documents'>>;

/** For a comment on a pull request, below its first line: the same text for the same change. */
export function impactMarkdown(radius: Told): string[] {
  const documents = documentLines(radius);
  return [
    `**${summaryLine(radius)}**`,
    '',
    ...documents.map(line => `- ${code(line)}`),
    ...(documents.length > 0 ? [''] : []),
    ...paragraphs(radius).flatMap(({ title, outcome, lines }) => [
      `### ${title}: ${outcome}`,
      '',
      ...linesAsMarkdown(lines),
      '',
    ]),
    ...unchangedLine(radius),
  ];
}
