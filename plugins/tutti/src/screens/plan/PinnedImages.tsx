import Box from '@mui/material/Box';
import { PlanView, shortDigest } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Surface } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';

/** Which images are named by the content that ran, and which stay a tag, and why. */
export function PinnedImages({ view }: { view: PlanView }) {
  const t = useT();
  const { pins = [], unpinned = [] } = view.images ?? {};
  if (pins.length + unpinned.length === 0) return null;
  const line = (
    { workload, container }: { workload: string; container: string },
    sentence: ReactNode,
  ) => (
    <Box
      component="li"
      key={`${workload} ${container}`}
      sx={{ py: 0.25, overflowWrap: 'anywhere' }}
    >
      {sentence} <Muted>{`${workload}/${container}`}</Muted>
    </Box>
  );
  return (
    <Surface aria-label={t('plan.images')} sx={{ p: 2 }}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {pins.map(({ image, digest, ranIn, ...place }) =>
          line(
            place,
            t('plan.pinned', {
              image,
              digest: <Code>{shortDigest(digest)}</Code>,
              environment: ranIn.environment,
              number: String(ranIn.number),
            }),
          ),
        )}
        {unpinned.map(({ image, ranIn, reason, ...place }) =>
          line(
            place,
            <>
              <Mark kind="warning">
                {t('plan.notPinned', {
                  image,
                  environment: ranIn.environment,
                  number: String(ranIn.number),
                })}
              </Mark>{' '}
              {reason}
            </>,
          ),
        )}
      </Box>
    </Surface>
  );
}
