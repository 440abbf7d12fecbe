import Box from '@mui/material/Box';
import {
  DeploymentDetail,
  RanImage,
  shortDigest,
} from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { Disclosure } from '../../ui/Disclosure';
import { Row, Surface } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';

const UNKNOWN = {
  differs: 'deployment.digestDiffers',
  unreported: 'deployment.digestUnreported',
} as const satisfies Record<NonNullable<RanImage['unknown']>, string>;

/** Which contents ran when it succeeded: what a promotion or a rollback pins. */
export function RanImages({ detail }: { detail: DeploymentDetail }) {
  const t = useT();
  const { images } = detail;
  if (!images || (images.items.length === 0 && !images.message)) return null;
  return (
    <Surface>
      <Disclosure summary={t('deployment.ranImages')}>
        <Box sx={{ px: 2, pb: 1.5 }}>
          {images.message && <Muted>{images.message}</Muted>}
          <Box
            component="ul"
            aria-label={t('deployment.ranImages')}
            sx={{ m: 0, p: 0, listStyle: 'none' }}
          >
            {images.items.map(image => (
              <OneImage
                key={`${image.workload} ${image.container}`}
                image={image}
              />
            ))}
          </Box>
        </Box>
      </Disclosure>
    </Surface>
  );
}

function OneImage({ image }: { image: RanImage }) {
  const t = useT();
  const { workload, container, digest, unknown = 'unreported' } = image;
  // What was pinned names its digest already.
  const [name] = image.image.split('@');
  return (
    <Box component="li" sx={{ py: 0.25 }}>
      <Row sx={{ columnGap: 1, rowGap: 0, alignItems: 'baseline' }}>
        <Muted>{`${workload}/${container}`}</Muted>
        <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Box>
        {digest === undefined ? (
          <Muted>{t(UNKNOWN[unknown])}</Muted>
        ) : (
          <>
            <Code>{shortDigest(digest)}</Code>
            <CopyButton
              text={`${name}@${digest}`}
              what={t('deployment.imageToCopy', { image: name })}
            />
          </>
        )}
      </Row>
    </Box>
  );
}
