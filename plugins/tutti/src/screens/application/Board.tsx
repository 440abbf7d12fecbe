import ArrowForward from '@mui/icons-material/ArrowForward';
import Box from '@mui/material/Box';
import type {
  Application,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { promotableTo } from '../../planning/promotable';
import { RoundNotes } from '../../planning/RoundNotes';
import { usePromotions } from '../../planning/usePromotions';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Muted } from '../../ui/Text';
import { changesBetween } from '../compare/changesBetween';
import { environmentRef } from '../compare/sideWords';
import { EnvironmentTile } from './EnvironmentTile';

/** What waits on the way into an environment; from another one it opens the comparison of both. */
function Waiting(props: {
  changes: number;
  environment: string;
  /** Where the comparison is; absent where the changes come from the application's own texts. */
  compare?: string;
}) {
  const t = useT();
  const { changes, environment, compare } = props;
  const said =
    changes === 0
      ? t('application.nothingWaits', { environment })
      : t('application.notYetIn', { count: changes, environment });
  return (
    <Box
      sx={{
        flex: 'none',
        alignSelf: 'center',
        width: 72,
        textAlign: 'center',
        color: changes > 0 ? 'text.primary' : 'text.disabled',
      }}
    >
      <MaybeLink to={compare}>
        {changes > 0 && (
          <Box sx={{ fontWeight: 650, fontVariantNumeric: 'tabular-nums' }}>
            {changes}
          </Box>
        )}
        <ArrowForward titleAccess={said} fontSize="small" />
        {changes > 0 && (
          <Muted
            aria-hidden
            sx={{ fontSize: 12, lineHeight: 1.25, px: 1, display: 'block' }}
          >
            {t('application.changeWaits', { count: changes })}
          </Muted>
        )}
      </MaybeLink>
    </Box>
  );
}

function MaybeLink(props: { to?: string; children: ReactNode }) {
  const { to, children } = props;
  return to === undefined ? (
    <>{children}</>
  ) : (
    <Link to={to} sx={{ display: 'block', py: 1, color: 'inherit' }}>
      {children}
    </Link>
  );
}

/** What is in the environment before it and not yet here; for the first, what was not deployed yet. */
function Arrow(props: {
  application: string;
  before?: EnvironmentSummary;
  environment: EnvironmentSummary;
}) {
  const links = useTuttiLinks();
  const { application, before, environment } = props;
  const { name, pendingChanges, release } = environment;
  if (!before) {
    return pendingChanges > 0 ? (
      <Waiting changes={pendingChanges} environment={name} />
    ) : null;
  }
  return (
    <Waiting
      changes={changesBetween(before.release, release)}
      environment={name}
      compare={links.compare(
        environmentRef(application, before.name),
        environmentRef(application, name),
      )}
    />
  );
}

/**
 * A tile per environment, left to right by rank, in as many rows as it takes; each with the arrow
 * that leads into it.
 */
export function Board(props: { application: Application; onChanged(): void }) {
  const t = useT();
  const { application, onChanged } = props;
  const { environments } = application;
  const promotions = usePromotions(application);
  return (
    <>
      <Box
        role="group"
        aria-label={t('common.environments')}
        sx={{
          display: 'grid',
          gridTemplateColumns:
            'repeat(auto-fill, minmax(min(100%, 310px), 1fr))',
          rowGap: 2,
          p: '2px',
        }}
      >
        {environments.map((environment, index) => (
          <Box key={environment.id} sx={{ display: 'flex', minWidth: 0 }}>
            <Arrow
              application={application.name}
              before={environments[index - 1]}
              environment={environment}
            />
            <EnvironmentTile
              application={application.name}
              environment={environment}
              promotion={promotions.to.get(environment.name)}
              promotable={promotableTo(
                environment,
                environments,
                promotions.to.get(environment.name),
              )}
              onChanged={onChanged}
            />
          </Box>
        ))}
      </Box>
      <RoundNotes
        application={application.name}
        rounds={promotions.rounds}
        onChanged={promotions.refresh}
      />
      {promotions.notes.map(note => (
        <Muted key={note} sx={{ display: 'block' }}>
          {note}
        </Muted>
      ))}
    </>
  );
}
