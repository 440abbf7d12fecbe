import Box from '@mui/material/Box';
import type { Candidate } from '@tutti/plugin-tutti-common';
import { Translate, useT } from '../translation';
import { Mark } from './Mark';
import { Code, Muted } from './Text';

/** In the order in which specificity is compared (docs/reference/semantics.md, Match). */
const KEYS = [
  'ui.keyClass',
  'ui.keyResourceId',
  'ui.keyWorkload',
  'ui.keyEnvironment',
  'ui.keyApplication',
  'ui.keyLabels',
  'ui.keyOwner',
  'ui.keyEnvironmentType',
] as const;

function names(t: Translate, candidate: Candidate): string {
  const named = KEYS.filter((_, index) => candidate.specificity[index] > 0);
  return named.length > 0
    ? t('ui.names', { keys: named.map(key => t(key)).join(', ') })
    : t('ui.namesNothing');
}

/** Why a definition makes a resource, or does not. */
function CandidateRow(props: { candidate: Candidate }) {
  const t = useT();
  const { candidate } = props;
  const { won, matched, definition, reason, failed } = candidate;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '150px minmax(0, 1fr)' },
        gap: 1,
        py: 1,
        px: 2,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {won ? (
        <Mark kind="good">{t('ui.chosen')}</Mark>
      ) : (
        <Mark kind={matched ? 'none' : 'stopped'}>
          {t(matched ? 'ui.lessSpecific' : 'ui.doesNotMatch')}
        </Mark>
      )}
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 500 }}>{definition}</Box>
        <div>{reason}</div>
        {failed.length > 0 ? (
          <Muted>
            {failed.map(({ key, wanted, got }, index) => (
              <Box component="span" key={index} sx={{ display: 'block' }}>
                {t('ui.wants', {
                  key,
                  wanted: <Code>{wanted}</Code>,
                  got: <Code>{got || t('common.nothing')}</Code>,
                })}
              </Box>
            ))}
          </Muted>
        ) : (
          <Muted>{names(t, candidate)}</Muted>
        )}
      </Box>
    </Box>
  );
}

/** Every definition that could make a resource: first the one that does. */
export function Candidates(props: { candidates: Candidate[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {props.candidates.map(candidate => (
        <CandidateRow key={candidate.definition} candidate={candidate} />
      ))}
    </Box>
  );
}
