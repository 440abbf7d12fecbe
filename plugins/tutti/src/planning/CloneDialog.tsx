import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
import { ErrorNote } from '../ui/ErrorNote';
import { Field } from '../ui/Field';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Row, Stack } from '../ui/Surface';
import { Code, Muted } from '../ui/Text';
import { useClone } from './useClone';

/** A complete environment in one action: its values chosen, each secret asked for. */
export function CloneDialog(props: {
  application: string;
  environment: EnvironmentSummary;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment: source, onClose } = props;
  const clone = useClone(application, source);
  const { allowed } = clone;
  const environment = source.name;
  const submit = () => {
    if (allowed.allowed && !clone.doing) void clone.make();
  };
  return (
    <DialogFrame
      title={t('environments.cloneTitle', { environment })}
      onClose={onClose}
    >
      <DialogBody
        onSubmit={submit}
        changed={clone.isBegun && !clone.doing}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={clone.doing}
              allowed={allowed}
            >
              {t('environments.make')}
            </AllowedButton>
          </>
        }
      >
        <Stack>
          <Muted>{t('environments.cloneText', { environment })}</Muted>
          <Row>
            <Field
              label={t('environments.name')}
              value={clone.name}
              onChange={event => clone.setName(event.target.value)}
              error={clone.problem !== undefined}
              helperText={clone.problem}
              autoComplete="off"
              sx={{ flex: '1 1 200px', mt: 1 }}
            />
            <Field
              select
              label={t('environments.type')}
              value={clone.type}
              onChange={event => clone.setType(event.target.value)}
              sx={{ width: 180, mt: 1 }}
            >
              {clone.types.every(({ name }) => name !== clone.type) && (
                <MenuItem value={clone.type}>{source.typeTitle}</MenuItem>
              )}
              {clone.types.map(({ name, title }) => (
                <MenuItem key={name} value={name}>
                  {title ?? name}
                </MenuItem>
              ))}
            </Field>
          </Row>
          <Loaded
            answer={clone.values}
            what={t('environments.values')}
            skeleton={<Skeletons count={2} height={32} />}
          >
            {() => (
              <>
                <Values clone={clone} environment={environment} />
                {clone.secretNames.length > 0 && <Secrets clone={clone} />}
              </>
            )}
          </Loaded>
          <ErrorNote error={clone.error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}

type Clone = ReturnType<typeof useClone>;

function Values(props: { clone: Clone; environment: string }) {
  const t = useT();
  const { clone, environment } = props;
  if (clone.plain.length === 0) {
    return <Muted>{t('environments.noValues', { environment })}</Muted>;
  }
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, fontWeight: 500 }}>
        {t('environments.copyValues')}
      </Box>
      {clone.plain.map(({ name, value }) => (
        <FormControlLabel
          key={name}
          sx={{ display: 'flex', mr: 0 }}
          control={
            <Checkbox
              size="small"
              checked={clone.isCopied(name)}
              onChange={(_, on) => clone.copy(name, on)}
            />
          }
          disableTypography
          label={
            <Box
              component="span"
              sx={{
                minWidth: 0,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {name} <Code>{JSON.stringify(value)}</Code>
            </Box>
          }
        />
      ))}
    </Box>
  );
}

function Secrets(props: { clone: Clone }) {
  const t = useT();
  const { clone } = props;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 1, fontWeight: 500 }}>
        {t('environments.newSecrets')}
      </Box>
      <Stack>
        {clone.secretNames.map(name => (
          <Field
            key={name}
            type="password"
            label={name}
            value={clone.secrets[name] ?? ''}
            onChange={event => clone.setSecret(name, event.target.value)}
            helperText={
              clone.secrets[name] ? undefined : t('environments.leftEmpty')
            }
            autoComplete="new-password"
          />
        ))}
      </Stack>
    </Box>
  );
}
