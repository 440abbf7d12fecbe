import Failed from '@mui/icons-material/CancelOutlined';
import Box from '@mui/material/Box';
import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { CauseNote } from '../../ui/CauseNote';
import { ErrorId } from '../../ui/ErrorId';
import { PlainButton } from '../../ui/PlainButton';
import { Row } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { toneColor } from '../../ui/tone';
import { failureSentence } from './failureSentence';
import { Failure, failuresSoFar } from './failuresSoFar';

/** The first failure, which is the cause of others, in full; the others in one line each. */
export function FailureNotes(props: {
  detail: DeploymentDetail;
  onChoose(address: string): void;
}) {
  const t = useT();
  const { detail, onChoose } = props;
  const [first, ...others] = failuresSoFar(detail);
  const show = (failure: Failure) => (
    <PlainButton
      size="small"
      sx={{ minWidth: 0 }}
      aria-label={t('deployment.showStepNamed', {
        address: failure.address,
      })}
      onClick={() => onChoose(failure.address)}
    >
      {t('deployment.showStep')}
    </PlainButton>
  );
  if (!first) return null;
  return (
    <>
      <div>
        <Box
          sx={{
            display: 'flex',
            gap: 1,
            fontSize: 17,
            fontWeight: 600,
            lineHeight: 1.4,
            mb: 0.75,
          }}
        >
          <Failed
            aria-hidden
            sx={{
              mt: '2px',
              fontSize: 20,
              color: theme => toneColor(theme, 'bad'),
            }}
          />
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            {failureSentence(t, first, detail)}
          </Box>
        </Box>
        {first.cause ? (
          <CauseNote cause={first.cause} />
        ) : (
          <Tag tone="bad">{first.code}</Tag>
        )}
        <ErrorId id={first.errorId} />
        <Row sx={{ mt: 0.5, gap: 1 }}>
          <Muted>
            <Code>{first.address}</Code>
          </Muted>
          {show(first)}
        </Row>
      </div>
      {others.length > 0 && (
        <div>
          <Muted>{t('deployment.moreFailed', { count: others.length })}</Muted>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {others.map(failure => (
              <Row
                as="li"
                key={failure.address}
                sx={{ gap: 1, flexWrap: 'nowrap', alignItems: 'baseline' }}
              >
                <Box sx={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
                  {failureSentence(t, failure, detail)}
                </Box>
                {show(failure)}
              </Row>
            ))}
          </Box>
        </div>
      )}
    </>
  );
}
