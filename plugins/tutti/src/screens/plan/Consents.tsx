import Warning from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ConsentNeeded } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { toneColor, toneLine, toneWash } from '../../ui/tone';
import { ErrorNote } from '../../ui/ErrorNote';

const promises = {
  replace: 'plan.acceptReplace',
  destroy: 'plan.acceptDestroy',
  adopt: 'plan.acceptAdopt',
  create: 'plan.acceptCreate',
} as const;

/** An object that is made anew is named by its key; what becomes of its data its message says. */
function promiseOf({ action, subject }: ConsentNeeded) {
  return action === 'replace' && subject.includes('/')
    ? 'plan.acceptMadeAnew'
    : promises[action];
}

/** What a person must accept, or may. Each change makes a new plan. */
export function Consents(props: {
  consents: ConsentNeeded[];
  pending: boolean;
  error?: Error;
  onChange(consent: ConsentNeeded, given: boolean): void;
}) {
  const t = useT();
  const { consents, pending, error, onChange } = props;
  if (consents.length === 0) return null;
  const waiting = consents.some(each => each.required && !each.given);
  return (
    <Surface
      aria-labelledby="tutti-consents"
      sx={theme => ({
        p: 2,
        borderColor: toneLine(theme, waiting ? 'bad' : 'warning'),
        backgroundImage: `linear-gradient(${toneWash(
          theme,
          waiting ? 'bad' : 'warning',
        )}, ${toneWash(theme, waiting ? 'bad' : 'warning')})`,
      })}
    >
      <SectionTitle
        id="tutti-consents"
        sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
      >
        <Warning
          aria-hidden
          sx={{
            fontSize: 20,
            color: theme => toneColor(theme, waiting ? 'bad' : 'warning'),
          }}
        />
        {t(waiting ? 'plan.needsConsent' : 'plan.withConsent')}
      </SectionTitle>
      <Box component="ul" sx={{ m: 0, mt: 1, p: 0, listStyle: 'none' }}>
        {consents.map(consent => (
          <li key={`${consent.action} ${consent.subject}`}>
            <Box sx={{ overflowWrap: 'anywhere' }}>{consent.message}</Box>
            <FormControlLabel
              disabled={pending}
              control={
                <Checkbox
                  size="small"
                  checked={consent.given}
                  onChange={(_, given) => onChange(consent, given)}
                  inputProps={{
                    'aria-label': t('plan.acceptWhat', {
                      promise: t(promiseOf(consent)),
                      what: consent.message,
                    }),
                  }}
                />
              }
              disableTypography
              label={t(promiseOf(consent))}
            />
            {!consent.required && !consent.given && (
              <Muted>{t('plan.withoutIt')}</Muted>
            )}
          </li>
        ))}
      </Box>
      <ErrorNote error={error} />
    </Surface>
  );
}
