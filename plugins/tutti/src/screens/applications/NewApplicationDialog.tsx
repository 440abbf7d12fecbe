import { useAppNavigate } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { platformOffersQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { ScoreEditor } from '../../editor';
import { CancelButton, DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { Field } from '../../ui/Field';
import { ProblemList } from '../../ui/ProblemList';
import { Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { useNewApplication } from './useNewApplication';
import { ErrorNote } from '../../ui/ErrorNote';

/** Makes an application; with `adopt`, from a Score file that becomes its first workload. */
export function NewApplicationDialog(props: {
  adopt: boolean;
  owners: string[];
  onClose(): void;
}) {
  const t = useT();
  const { adopt, owners, onClose } = props;
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const offers = useTutti(platformOffersQuestion, ['', '']);
  const form = useNewApplication({
    adopt,
    onDone: name => navigate(links.application(name)),
  });
  return (
    <DialogFrame
      title={t(adopt ? 'applications.adopt' : 'applications.create')}
      wide={adopt}
      onClose={onClose}
    >
      <DialogBody
        changed={form.changed}
        onSubmit={() => void form.submit()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={form.pending}
              allowed={form.allowed}
            >
              {t(
                form.pending
                  ? 'applications.creating'
                  : 'applications.createDone',
              )}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2.5 }}>
          {adopt ? (
            <ScoreEditor
              offers={offers.data?.items}
              value={form.score}
              onChange={form.setScore}
              problems={form.problems}
              height={280}
            />
          ) : (
            <Muted>{t('applications.whatIsIt')}</Muted>
          )}
          <Field
            label={t('applications.title')}
            value={form.title}
            onChange={event => form.setTitle(event.target.value)}
            placeholder={t('applications.titleExample')}
          />
          <Field
            required
            label={t('common.name')}
            value={form.name}
            onChange={event => form.setName(event.target.value)}
            error={form.nameProblem !== undefined}
            helperText={form.nameProblem ?? t('applications.nameHelp')}
          />
          <Autocomplete
            freeSolo
            size="small"
            options={owners}
            inputValue={form.owner}
            onInputChange={(_, value) => form.setOwner(value)}
            renderInput={params => (
              <Field
                {...params}
                label={t('common.owner')}
                placeholder={t('applications.ownerExample')}
                helperText={t('applications.ownerHelp')}
              />
            )}
          />
          {!adopt && form.problems.length > 0 && (
            <ProblemList problems={form.problems} />
          )}
          <ErrorNote error={form.error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
