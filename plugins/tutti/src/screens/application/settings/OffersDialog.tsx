import Delete from '@mui/icons-material/DeleteOutline';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import type { Application } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { Row, Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
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
  const toast = useApi(coreApis.toast);
  const { doing, error, run } = useDoing();
  const form = useOffersForm(application);
  const save = async () => {
    if (!form.allowed.allowed || doing) return;
    const saved = await run(() =>
      api.changeSettings(name, { offers: form.offers }),
    );
    if (!saved) return;
    toast.post({ title: t('settings.offersSaved', { title }), timeout: 6000 });
    onChanged();
    onClose();
  };
  return (
    <DialogFrame
      title={t('settings.offersTitle', { title })}
      wide
      onClose={onClose}
    >
      <DialogBody
        changed={form.changed && !doing}
        onSubmit={() => void save()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={doing}
              allowed={form.allowed}
            >
              {t(doing ? 'common.saving' : 'common.save')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
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
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
