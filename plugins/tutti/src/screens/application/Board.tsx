import ArrowForward from '@mui/icons-material/ArrowForward';
import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { Fragment } from 'react';
import { Muted } from '../../ui/Text';
import { EnvironmentTile } from './EnvironmentTile';

/** What waits on the way into an environment. */
function Waiting(props: { changes: number; environment: string }) {
  const { changes, environment } = props;
  const said =
    changes === 0
      ? `Nothing waits for ${environment}`
      : `${changes} ${
          changes === 1 ? 'change is' : 'changes are'
        } not yet in ${environment}`;
  return (
    <Box
      sx={{
        flex: 'none',
        alignSelf: 'center',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        width: 72,
        textAlign: 'center',
        color: changes > 0 ? 'text.primary' : 'text.disabled',
      }}
    >
      {changes > 0 && (
        <Box sx={{ fontWeight: 650, fontVariantNumeric: 'tabular-nums' }}>
          {changes}
        </Box>
      )}
      <ArrowForward titleAccess={said} fontSize="small" />
      {changes > 0 && (
        <Muted aria-hidden sx={{ fontSize: 12, lineHeight: 1.25, px: 1 }}>
          {changes === 1 ? 'change waits' : 'changes wait'}
        </Muted>
      )}
    </Box>
  );
}

/** A tile per environment, left to right by rank; between them what is not there yet. */
export function Board(props: { application: Application }) {
  const { application } = props;
  return (
    <Box
      role="group"
      aria-label="Environments"
      sx={{
        display: 'flex',
        alignItems: 'stretch',
        overflowX: 'auto',
        p: '2px',
      }}
    >
      {application.environments.map((environment, index) => (
        <Fragment key={environment.id}>
          {(index > 0 || environment.pendingChanges > 0) && (
            <Waiting
              changes={environment.pendingChanges}
              environment={environment.name}
            />
          )}
          <EnvironmentTile
            application={application.name}
            environment={environment}
          />
        </Fragment>
      ))}
    </Box>
  );
}
