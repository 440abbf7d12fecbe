import Box from '@mui/material/Box';
import { useT } from '../../translation';
import { Code, Muted } from '../../ui/Text';
import { criteriaLines, StoredCriteria } from './criteriaLines';

/** What must fit so that a document counts, as the file says it. */
export function Criteria(props: { criteria: StoredCriteria }) {
  const t = useT();
  const lines = criteriaLines(props.criteria);
  if (lines.length === 0) return <Muted>{t('platform.anywhere')}</Muted>;
  return (
    <>
      {lines.map(({ key, values }) => (
        <Box key={key}>
          <Muted>{key}:</Muted> <Code>{values.join(', ')}</Code>
        </Box>
      ))}
    </>
  );
}
