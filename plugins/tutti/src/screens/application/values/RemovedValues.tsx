import Box from '@mui/material/Box';
import type { RemovedValue } from '@tutti/plugin-tutti-common';
import { useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { Mark } from '../../../ui/Mark';
import { PlainButton } from '../../../ui/PlainButton';
import { Row, Surface } from '../../../ui/Surface';
import { Code, Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';

/** Names that are gone, and that what runs still has. */
export function RemovedValues(props: {
  removed: RemovedValue[];
  environment: string;
  onHistory(name: string): void;
}) {
  const t = useT();
  const { removed, environment, onHistory } = props;
  if (removed.length === 0) return null;
  return (
    <Surface aria-label={t('values.removed')} sx={{ p: 2 }}>
      <Mark kind="warning">{t('values.removed')}</Mark>
      <Muted sx={{ display: 'block' }}>
        {t('values.removedText', { environment })}
      </Muted>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {removed.map(({ name, secret, scope, updatedAt, updatedBy }) => (
          <Row as="li" key={name} sx={{ mt: 0.5 }}>
            <Code>{name}</Code>
            <Muted>
              {t(secret ? 'values.removedSecretBy' : 'values.removedBy', {
                scope: t(`values.${scope}`, { environment }),
                ago: <TimeAgo at={updatedAt} />,
                who: <Author by={updatedBy} />,
              })}
            </Muted>
            <PlainButton
              size="small"
              aria-label={t('values.historyOf', { name })}
              onClick={() => onHistory(name)}
            >
              {t('values.history')}
            </PlainButton>
          </Row>
        ))}
      </Box>
    </Surface>
  );
}
