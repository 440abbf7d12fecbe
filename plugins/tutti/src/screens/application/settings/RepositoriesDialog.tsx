import Delete from '@mui/icons-material/DeleteOutline';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { PlainButton } from '../../../ui/PlainButton';
import { Row, Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';

/** One line of the dialog; no workloads: of all. */
interface Line {
  url: string;
  workloads: string[];
}

/** Which repositories' builds count, for which workloads. */
export function RepositoriesDialog(props: {
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
  const [known] = useState<Line[]>(() =>
    (application.repositories ?? []).map(({ url, workloads = [] }) => ({
      url,
      workloads,
    })),
  );
  const [lines, setLines] = useState<Line[]>(
    known.length > 0 ? known : [{ url: '', workloads: [] }],
  );
  const given = lines.filter(({ url }) => url.trim() !== '');
  const changed = JSON.stringify(given) !== JSON.stringify(known);
  const allowed: Allowed = changed
    ? { allowed: true }
    : { allowed: false, reason: t('application.nothingChanged') };
  const change = (index: number, line: Partial<Line>) =>
    setLines(before =>
      before.map((each, at) => (at === index ? { ...each, ...line } : each)),
    );
  const save = async () => {
    if (!changed || doing) return;
    const saved = await run(() =>
      api.changeSettings(name, {
        repositories: given.map(({ url, workloads }) => ({
          url: url.trim(),
          ...(workloads.length > 0 && { workloads }),
        })),
      }),
    );
    if (!saved) return;
    toast.post({
      title: t('settings.repositoriesSaved', { title }),
      timeout: 6000,
    });
    onChanged();
    onClose();
  };
  return (
    <DialogFrame
      title={t('settings.repositoriesTitle', { title })}
      wide
      onClose={onClose}
    >
      <DialogBody
        changed={changed && !doing}
        onSubmit={() => void save()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={doing}
              allowed={allowed}
            >
              {t(doing ? 'common.saving' : 'common.save')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          <Muted>{t('settings.repositoriesHelp')}</Muted>
          {lines.map((line, index) => {
            const number = String(index + 1);
            return (
              <Row key={number} sx={{ flexWrap: 'nowrap' }}>
                <Field
                  label={t('settings.repositoryUrl', { number })}
                  placeholder="https://github.com/acme/shop"
                  value={line.url}
                  onChange={event => change(index, { url: event.target.value })}
                  sx={{ flex: 1, minWidth: 0 }}
                />
                <Autocomplete
                  multiple
                  autoHighlight
                  size="small"
                  options={application.workloads.map(each => each.name)}
                  value={line.workloads}
                  onChange={(_, workloads) => change(index, { workloads })}
                  sx={{ flex: 1, minWidth: 0 }}
                  renderInput={params => (
                    <Field
                      {...params}
                      label={t('settings.repositoryWorkloads', { number })}
                    />
                  )}
                />
                <IconButton
                  aria-label={t('settings.removeRepository', { number })}
                  onClick={() =>
                    setLines(before => before.filter((_, at) => at !== index))
                  }
                >
                  <Delete fontSize="small" />
                </IconButton>
              </Row>
            );
          })}
          <div>
            <PlainButton
              size="small"
              onClick={() =>
                setLines(before => [...before, { url: '', workloads: [] }])
              }
            >
              {t('settings.addRepository')}
            </PlainButton>
          </div>
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
