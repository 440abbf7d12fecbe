import { useEntity } from '@backstage/plugin-catalog-react';
import { Application, workloadOf } from '@tutti/plugin-tutti-common';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Row, SectionBody, Stack, Surface } from '../../ui/Surface';
import { RuntimeTab } from '../runtime/RuntimeTab';
import { NotDeployed } from './NotDeployed';
import { useBoundApplication } from './useBoundApplication';

/** One environment at a time: first the one nearest to its users in which something runs. */
function Environments(props: { application: Application; workload?: string }) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, workload } = props;
  const { environments } = application;
  const running = environments.filter(({ release }) => release);
  const [asked, choose] = useUrlState('environment', running.at(-1)?.name);
  const chosen = environments.find(({ name }) => name === asked);
  if (!chosen) {
    return (
      <Surface>
        <EmptyNote title={t('runtime.nothingRuns')}>
          {t('runtime.nothingRunsText')}
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Stack>
      <Row>
        <ChoiceField
          label={t('common.environment')}
          value={chosen.name}
          choices={environments.map(({ name }) => ({ value: name, name }))}
          minWidth={180}
          onChange={choose}
        />
        <Link to={links.environment(application.name, chosen.name)}>
          {t('entity.wholeEnvironment')}
        </Link>
      </Row>
      <RuntimeTab
        key={chosen.name}
        application={application.name}
        environment={chosen.name}
        {...(workload && { workload })}
      />
    </Stack>
  );
}

/** What runs of a System or Component, as a tab of its page; of a Component only its workload. */
export function EntityRuntime() {
  const t = useT();
  const { entity } = useEntity();
  const answer = useBoundApplication(entity);
  return (
    <SectionBody>
      <Loaded
        answer={answer}
        what={t('entity.application')}
        skeleton={<Skeletons count={4} height={48} />}
      >
        {({ found }) =>
          found ? (
            <Environments application={found} workload={workloadOf(entity)} />
          ) : (
            <NotDeployed />
          )
        }
      </Loaded>
    </SectionBody>
  );
}
