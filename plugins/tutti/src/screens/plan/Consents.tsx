import Warning from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ConsentNeeded } from '@tutti/plugin-tutti-common';
import { Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { toneColor, toneLine, toneWash } from '../../ui/tone';
import { ErrorNote } from '../../ui/ErrorNote';

const promises: Record<ConsentNeeded['action'], string> = {
  replace: 'I accept that its data is lost',
  destroy: 'I accept that it is destroyed with its data',
  adopt: 'I accept that Tutti takes it over',
};

/** What a person must accept, or may. Each change makes a new plan. */
export function Consents(props: {
  consents: ConsentNeeded[];
  pending: boolean;
  error?: Error;
  onChange(consent: ConsentNeeded, given: boolean): void;
}) {
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
        {waiting ? 'This needs your consent' : 'With your consent'}
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
                    'aria-label': `${promises[consent.action]}: ${
                      consent.message
                    }`,
                  }}
                />
              }
              disableTypography
              label={promises[consent.action]}
            />
            {!consent.required && !consent.given && (
              <Muted>Without it, it stays as it is.</Muted>
            )}
          </li>
        ))}
      </Box>
      <ErrorNote error={error} />
    </Surface>
  );
}
