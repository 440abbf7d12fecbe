import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { Grow, Row, Surface } from '../../../ui/Surface';
import { Muted, SectionTitle } from '../../../ui/Text';
import { RepositoriesDialog } from './RepositoriesDialog';

/** Whose builds count, beside those of the repositories that workloads follow. */
export function Repositories(props: {
  application: Application;
  refresh(): void;
}) {
  const t = useT();
  const { application, refresh } = props;
  const { name, allowed, repositories = [] } = application;
  const [editing, setEditing] = useState(false);
  return (
    <Surface aria-label={t('settings.repositories')} sx={{ p: 2.5 }}>
      <Row>
        <SectionTitle>{t('settings.repositories')}</SectionTitle>
        <Grow />
        <AllowedButton
          size="small"
          variant="outlined"
          allowed={allowed.update}
          right={{ application: name, verb: 'update' }}
          aria-label={t('settings.editRepositories')}
          onClick={() => setEditing(true)}
        >
          {t('settings.change')}
        </AllowedButton>
      </Row>
      <Muted sx={{ display: 'block' }}>{t('settings.repositoriesText')}</Muted>
      {repositories.length === 0 ? (
        <Box sx={{ mt: 1 }}>{t('settings.noRepository')}</Box>
      ) : (
        <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5 }}>
          {repositories.map(({ url, workloads }) => (
            <Box component="li" key={url} sx={{ overflowWrap: 'anywhere' }}>
              {workloads
                ? t('settings.repositoryOf', {
                    url,
                    workloads: workloads.join(', '),
                  })
                : url}
            </Box>
          ))}
        </Box>
      )}
      {editing && (
        <RepositoriesDialog
          application={application}
          onClose={() => setEditing(false)}
          onChanged={refresh}
        />
      )}
    </Surface>
  );
}
