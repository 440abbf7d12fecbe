import LinearProgress from '@mui/material/LinearProgress';
import type { BlastView } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { ActionCounts } from '../../ui/ActionCounts';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { PlainButton } from '../../ui/PlainButton';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { ImpactRow } from './ImpactRow';
import type { useBlastRadius } from './useBlastRadius';

/** In numbers: environments by what becomes of them, and what would be done in them. */
export function BlastNumbers(props: { radius: BlastView }) {
  const t = useT();
  const { summary, hidden, total } = props.radius;
  const { changed, blocked, unchanged, unknown, losing, actions } = summary;
  return (
    <Stack>
      <Row>
        {blocked > 0 && (
          <Mark kind="bad">
            {t('platform.countBlocked', { count: blocked })}
          </Mark>
        )}
        {changed > 0 && (
          <Mark kind="warning">
            {t('platform.countChanged', { count: changed })}
          </Mark>
        )}
        {unknown > 0 && (
          <Mark kind="unknown">
            {t('platform.countUnknown', { count: unknown })}
          </Mark>
        )}
        {(unchanged > 0 || total === 0) && (
          <Mark kind="same">
            {t('platform.countUnchanged', { count: unchanged })}
          </Mark>
        )}
        {hidden > 0 && (
          <Muted>{t('platform.countHidden', { count: hidden })}</Muted>
        )}
      </Row>
      {Object.values(actions).some(count => count > 0) && (
        <ActionCounts label={t('platform.radius')} summary={actions} />
      )}
      {losing > 0 && (
        <Mark kind="bad">{t('platform.losing', { count: losing })}</Mark>
      )}
    </Stack>
  );
}

/** What taking a revision into use would change, as far as it is computed. */
export function BlastSection(props: {
  radius: ReturnType<typeof useBlastRadius>;
}) {
  const t = useT();
  const { answer, items, loadMore, error } = props.radius;
  return (
    <Loaded
      answer={answer}
      what={t('platform.radius')}
      skeleton={<Skeletons count={2} height={64} />}
    >
      {data => (
        <Stack>
          <Surface sx={{ p: 2.5 }}>
            <Stack>
              {data.computed < data.total && (
                <div role="status">
                  <Muted>
                    {t('platform.computing', {
                      done: String(data.computed),
                      of: String(data.total),
                    })}
                  </Muted>
                  <LinearProgress
                    aria-label={t('platform.radius')}
                    variant="determinate"
                    value={(100 * data.computed) / data.total}
                    sx={{ mt: 0.5, borderRadius: 2 }}
                  />
                </div>
              )}
              <BlastNumbers radius={data} />
            </Stack>
          </Surface>
          {items.length > 0 && (
            <Rows aria-label={t('common.environments')}>
              {items.map(impact => (
                <li key={`${impact.application}/${impact.environment}`}>
                  <ImpactRow impact={impact} open={items.length === 1} />
                </li>
              ))}
            </Rows>
          )}
          <ErrorNote error={error} what={t('versions.failed')} />
          {loadMore && (
            <div>
              <PlainButton variant="outlined" onClick={() => void loadMore()}>
                {t('versions.more')}
              </PlainButton>
            </div>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
