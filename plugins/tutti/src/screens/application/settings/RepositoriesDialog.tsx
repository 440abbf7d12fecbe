import Delete from '@mui/icons-material/DeleteOutline';
import { useApi } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useT } from '../../../translation';
import { Field } from '../../../ui/Field';
import { PlainButton } from '../../../ui/PlainButton';
import { Row } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { SettingsDialog } from './SettingsDialog';

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
  const save = () =>
    api.changeSettings(name, {
      repositories: given.map(({ url, workloads }) => ({
        url: url.trim(),
        ...(workloads.length > 0 && { workloads }),
      })),
    });
  return (
    <SettingsDialog
      title={t('settings.repositoriesTitle', { title })}
      wide
      changed={changed}
      allowed={allowed}
      save={save}
      done={t('settings.repositoriesSaved', { title })}
      onChanged={onChanged}
      onClose={onClose}
    >
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
    </SettingsDialog>
  );
}
