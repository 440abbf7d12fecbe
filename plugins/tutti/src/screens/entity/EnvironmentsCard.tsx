import Box from '@mui/material/Box';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeployButtons } from '../../planning/DeployButtons';
import { useTuttiLinks } from '../../routes';
import { environmentState } from '../../states/words';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { useBoundApplication } from './useBoundApplication';

/** State per environment in one line each, and a way to deploy. */
export function EnvironmentsCard() {
  const { entity } = useEntity();
  const links = useTuttiLinks();
  const answer = useBoundApplication(entity);
  return (
    <Surface aria-label="Environments" sx={{ p: 2, fontSize: 14 }}>
      <SectionTitle sx={{ mb: 1 }}>Environments</SectionTitle>
      <Loaded
        answer={answer}
        what="environments"
        skeleton={<Skeletons count={2} height={36} />}
      >
        {({ found }) =>
          found && found.environments.length > 0 ? (
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {found.environments.map(environment => {
                const state = environmentState(environment);
                return (
                  <Box
                    component="li"
                    key={environment.id}
                    sx={{ py: 0.75, borderTop: 1, borderColor: 'divider' }}
                  >
                    <Row sx={{ gap: 1 }}>
                      <Link
                        to={links.environment(found.name, environment.name)}
                      >
                        {environment.name}
                      </Link>
                      <Mark kind={state.mark}>{state.word}</Mark>
                      {environment.release && (
                        <Muted>r{environment.release.number}</Muted>
                      )}
                      <Grow />
                      <DeployButtons
                        application={found.name}
                        environment={environment}
                      />
                    </Row>
                    {state.detail && <Muted>{state.detail}</Muted>}
                  </Box>
                );
              })}
            </Box>
          ) : (
            <EmptyNote title="Not deployed with Tutti yet" />
          )
        }
      </Loaded>
    </Surface>
  );
}
