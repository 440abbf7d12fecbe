import Box from '@mui/material/Box';
import type { DocumentDifference } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { LineDiff } from '../../ui/LineDiff';
import { Rows } from '../../ui/Rows';
import { shownYaml } from '../../ui/shownYaml';
import { Grow, Stack } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';

const CHANGES = {
  added: { tone: 'good', word: 'platform.added' },
  changed: { tone: 'active', word: 'platform.changed' },
  removed: { tone: 'bad', word: 'platform.removed' },
} as const;

function byFile(
  documents: DocumentDifference[],
): [file: string, documents: DocumentDifference[]][] {
  const files = new Map<string, DocumentDifference[]>();
  for (const document of documents) {
    const file = document.file ?? '';
    files.set(file, [...(files.get(file) ?? []), document]);
  }
  return [...files];
}

/** What two revisions say otherwise, file by file, document by document. */
export function DocumentDiffs(props: { documents: DocumentDifference[] }) {
  const t = useT();
  const { documents } = props;
  if (documents.length === 0) return <Muted>{t('platform.sameContent')}</Muted>;
  return (
    <Stack>
      {byFile(documents).map(([file, inFile]) => (
        <Stack key={file} sx={{ gap: 0.75 }}>
          <Code>{file}</Code>
          <Rows>
            {inFile.map(
              ({ kind, name, change, line, before, after, paths }) => (
                <li key={`${kind} ${name}`}>
                  <Disclosure
                    open={documents.length === 1}
                    summary={
                      <>
                        <Tag tone={CHANGES[change].tone}>
                          {t(CHANGES[change].word)}
                        </Tag>
                        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                          {name}
                        </Box>
                        <Muted>{kind}</Muted>
                        <Grow />
                        <Muted>
                          {paths.slice(0, 3).join(', ')}
                          {paths.length > 3 && ' …'}
                        </Muted>
                        {line !== undefined && (
                          <Muted>
                            {t('ui.line', { position: String(line) })}
                          </Muted>
                        )}
                      </>
                    }
                  >
                    <LineDiff
                      label={`${kind} ${name}`}
                      before={shownYaml(t, before)}
                      after={shownYaml(t, after)}
                    />
                  </Disclosure>
                </li>
              ),
            )}
          </Rows>
        </Stack>
      ))}
    </Stack>
  );
}
