import Box from '@mui/material/Box';
import type { Approval } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { Mark } from '../ui/Mark';
import { Principals } from '../ui/Principals';
import { Row } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';

/** Who must agree: by which rule, how many, of which groups. */
export function ApprovalRule(props: {
  rule: Pick<Approval, 'reason' | 'quorum' | 'groups' | 'self'>;
}) {
  const t = useT();
  const { reason, quorum, groups, self } = props.rule;
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      {reason}{' '}
      <Muted>
        {t('waiting.needs', { count: quorum })}
        {groups.length > 0 && (
          <>
            {', '}
            {t('waiting.needsGroups', { groups: <Principals refs={groups} /> })}
          </>
        )}
        {', '}
        {`${t(self ? 'waiting.selfCounts' : 'waiting.selfCountsNot')}.`}
      </Muted>
    </Box>
  );
}

/** Who has decided how, with what they said. */
export function Decisions(props: { approval: Approval }) {
  const t = useT();
  const { decisions } = props.approval;
  if (decisions.length === 0) {
    return <Muted>{t('waiting.nobodyDecided')}</Muted>;
  }
  return (
    <Box
      component="ul"
      aria-label={t('waiting.decisions')}
      sx={{ m: 0, p: 0, listStyle: 'none' }}
    >
      {decisions.map(({ by, decision, comment, at, counts }) => (
        <Box component="li" key={`${by} ${at}`} sx={{ py: 0.25 }}>
          <Row sx={{ gap: 1, alignItems: 'baseline' }}>
            <Mark kind={decision === 'approve' ? 'good' : 'bad'}>
              {t(
                decision === 'approve'
                  ? 'waiting.approved'
                  : 'waiting.rejected',
              )}
            </Mark>
            <span>
              <Author by={by} />
            </span>
            <Muted>
              <TimeAgo at={at} />
              {!counts &&
                decision === 'approve' &&
                `, ${t('waiting.ofBefore')}`}
            </Muted>
          </Row>
          {comment && (
            <Box
              sx={{
                pl: 3.25,
                overflowWrap: 'anywhere',
                whiteSpace: 'pre-wrap',
              }}
            >
              {comment}
            </Box>
          )}
        </Box>
      ))}
    </Box>
  );
}
