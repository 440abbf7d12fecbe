import Delete from '@mui/icons-material/DeleteOutline';
import { useApi } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import type { Application } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../../../api';
import { useT } from '../../../translation';
import { Field } from '../../../ui/Field';
import { Row } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { SettingsDialog } from './SettingsDialog';
import { useOffersForm } from './useOffersForm';

/** Which workloads are offered, each to whom. */
export function OffersDialog(props: {
  application: Application;
  onClose(): void;
  onChanged(): void;
}) {
  const t = useT();
  const { application, onClose, onChanged } = props;
  const { name, title } = application;
  const api = useApi(tuttiApiRef);
  const form = useOffersForm(application);
  return (
    <SettingsDialog
      title={t('settings.offersTitle', { title })}
      wide
      changed={form.changed}
      allowed={form.allowed}
      save={() => api.changeSettings(name, { offers: form.offers })}
      done={t('settings.offersSaved', { title })}
      onChanged={onChanged}
      onClose={onClose}
    >
      <Muted>{t('settings.toWhomHelp')}</Muted>
      {form.offered.map(workload => (
        <Row key={workload} sx={{ flexWrap: 'nowrap' }}>
          <Autocomplete
            multiple
            freeSolo
            autoSelect
            size="small"
            options={['anyone']}
            value={form.offers[workload]}
            onChange={(_, owners) =>
              form.offer(
                workload,
                owners.map(owner => owner.trim()).filter(Boolean),
              )
            }
            sx={{ flex: 1, minWidth: 0 }}
            renderInput={params => (
              <Field
                {...params}
                label={t('settings.toWhom', { workload })}
                placeholder={t('applications.ownerExample')}
              />
            )}
          />
          <IconButton
            aria-label={t('settings.withdraw', { workload })}
            onClick={() => form.withdraw(workload)}
          >
            <Delete fontSize="small" />
          </IconButton>
        </Row>
      ))}
      {form.others.length > 0 && (
        <Field
          select
          label={t('settings.offerAnother')}
          value=""
          onChange={event => form.offer(event.target.value, [])}
          sx={{ maxWidth: 320 }}
        >
          {form.others.map(workload => (
            <MenuItem key={workload} value={workload}>
              {workload}
            </MenuItem>
          ))}
        </Field>
      )}
    </SettingsDialog>
  );
}
