import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ComponentType, useEffect, useState } from 'react';
import { peopleOf, Person } from './people';

/** Who was chosen in this browser, so that a reload asks nobody again. */
const REMEMBERED = 'tutti.example.person';

/** Signing out forgets who was chosen. */
function forgetful(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      localStorage.removeItem(REMEMBERED);
      await identity.signOut();
    },
  };
}

function PersonRow(props: { person: Person; onEnter(): void }) {
  const { person, onEnter } = props;
  const isGuest = person.provider === 'guest';
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        py: 2,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="h2" variant="subtitle1" fontWeight={600}>
          {person.title}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {person.may}
        </Typography>
      </Box>
      <Button
        variant={isGuest ? 'contained' : 'outlined'}
        onClick={onEnter}
        aria-label={isGuest ? 'Enter' : `Enter as ${person.title}`}
        sx={{ textTransform: 'none', flexShrink: 0 }}
      >
        Enter
      </Button>
    </Box>
  );
}

/** Brings the choice back. */
function Failed(props: { error?: Error; onFailed(error: Error): void }) {
  const { error, onFailed } = props;
  useEffect(() => {
    if (error) onFailed(error);
  }, [error, onFailed]);
  return null;
}

/** Whom to enter as: the guest in one click, or somebody else to see what they may do. */
export const SignIn: ComponentType<SignInPageProps> = props => {
  const config = useApi(configApiRef);
  const people = peopleOf(config);
  const [name, setName] = useState(localStorage.getItem(REMEMBERED));
  const [error, setError] = useState<Error>();
  const person = people.find(each => each.name === name);
  const enter = (chosen: string) => {
    localStorage.setItem(REMEMBERED, chosen);
    setError(undefined);
    setName(chosen);
  };
  if (person && !error) {
    return (
      <ProxiedSignInPage
        {...props}
        provider={person.provider}
        headers={person.headers}
        onSignInSuccess={identity => props.onSignInSuccess(forgetful(identity))}
        ErrorComponent={failed => (
          <Failed error={failed.error} onFailed={setError} />
        )}
      />
    );
  }
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100vh',
        bgcolor: 'background.default',
        color: 'text.primary',
        px: 3,
        py: { xs: 4, md: 10 },
      }}
    >
      <Box sx={{ maxWidth: 640, mx: 'auto' }}>
        <Typography component="h1" variant="h4" fontWeight={700}>
          {config.getOptionalString('app.title')}
        </Typography>
        <Typography color="text.secondary" sx={{ mt: 1, mb: 3 }}>
          The example portal. Nothing leaves this machine.
        </Typography>
        {error && (
          <Alert severity="error" variant="outlined" sx={{ mb: 3 }}>
            {person?.title} was not signed in: {error.message}
          </Alert>
        )}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {people.map(each => (
            <PersonRow
              key={each.name}
              person={each}
              onEnter={() => enter(each.name)}
            />
          ))}
        </Box>
      </Box>
    </Box>
  );
};
