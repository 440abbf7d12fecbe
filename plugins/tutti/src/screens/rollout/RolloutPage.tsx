import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { applicationQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { FixButtons } from '../../planning/FixButtons';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { useT } from '../../translation';
import { ActionBar } from '../../ui/ActionBar';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { ErrorNote } from '../../ui/ErrorNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { PlainButton } from '../../ui/PlainButton';
import { ProblemList } from '../../ui/ProblemList';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Stack, Surface } from '../../ui/Surface';
import { Muted, PageTitle, SectionTitle } from '../../ui/Text';
import { SummaryCounts } from '../plan/SummaryCounts';
import { deployAllowed } from '../plan/usePlan';
import { WaitSentence } from '../../waiting/WaitSentence';
import { isUnchanged, Stage, useRollout } from './useRollout';

function State(props: {
  application: string;
  environment: string;
  stage: Stage;
}) {
  const { application, environment, stage } = props;
  const t = useT();
  const links = useTuttiLinks();
  switch (stage.at) {
    case 'planning':
      return <Mark kind="active">{t('rollout.planning')}</Mark>;
    case 'refused':
      return (
        <>
          <Mark kind="bad">{t('rollout.refused')}</Mark>
          <ProblemList problems={stage.problems} />
          <Row>
            <FixButtons
              application={application}
              environment={environment}
              problems={stage.problems}
            />
          </Row>
        </>
      );
    case 'failed':
      return <ErrorNote error={stage.error} />;
    case 'planned': {
      if (isUnchanged(stage.plan)) {
        return <Mark kind="same">{t('rollout.unchanged')}</Mark>;
      }
      const allowed = deployAllowed(t, stage.plan);
      return (
        <>
          {!allowed.allowed && <Mark kind="bad">{t('rollout.refused')}</Mark>}
          {!allowed.allowed && <div>{allowed.reason}</div>}
          <SummaryCounts plan={stage.plan.plan} />
          {stage.plan.approval && (
            <Mark kind="waiting">{t('plan.needsApproval')}</Mark>
          )}
        </>
      );
    }
    case 'notStarted':
      return (
        <>
          <Mark kind="bad">{t('rollout.notStarted')}</Mark>
          <ErrorNote error={stage.error} />
        </>
      );
    case 'running':
    case 'ended':
    default: {
      const { deployment } = stage;
      const { mark, word } = deploymentState(t, deployment?.status ?? 'queued');
      const [failure] = deployment?.failures ?? [];
      return (
        <>
          <Row>
            <Mark kind={mark}>{word}</Mark>
            {deployment && (
              <>
                <Muted>
                  {t('rollout.progress', {
                    done: String(deployment.progress.done),
                    of: String(deployment.progress.of),
                  })}
                </Muted>
                <Link to={links.deployment(deployment.id)}>
                  {t('rollout.deployment', {
                    number: String(deployment.number),
                  })}
                </Link>
              </>
            )}
          </Row>
          {deployment?.waits && (
            <div>
              <WaitSentence
                waits={deployment.waits}
                environment={deployment.environment}
              />
            </div>
          )}
          {failure && <div>{failure.cause?.message ?? failure.message}</div>}
        </>
      );
    }
  }
}

function EnvironmentRow(props: {
  application: string;
  environment: EnvironmentSummary;
  stage: Stage;
}) {
  const { application, environment, stage } = props;
  const t = useT();
  const links = useTuttiLinks();
  return (
    <Surface
      as="li"
      aria-label={environment.name}
      sx={{ px: 2.5, py: 2, listStyle: 'none' }}
    >
      <Stack>
        <Row>
          <SectionTitle>
            <Link to={links.environment(application, environment.name)}>
              {environment.name}
            </Link>
          </SectionTitle>
          <Muted>{environment.typeTitle}</Muted>
          <Grow />
          {'plan' in stage && (
            <Link to={links.plan(stage.plan.id)}>
              {t('rollout.planOf', {
                release: String(stage.plan.release.number),
              })}
            </Link>
          )}
        </Row>
        <div role="status">
          <State
            application={application}
            environment={environment.name}
            stage={stage}
          />
        </div>
      </Stack>
    </Surface>
  );
}

function Rollout(props: {
  application: string;
  environments: EnvironmentSummary[];
}) {
  const { application, environments } = props;
  const t = useT();
  const rollout = useRollout(
    application,
    environments.map(({ name }) => name),
  );
  return (
    <>
      <Box component="ol" sx={{ m: 0, p: 0, display: 'grid', gap: 2 }}>
        {environments.map(environment => (
          <EnvironmentRow
            key={environment.id}
            application={application}
            environment={environment}
            stage={rollout.stages[environment.name] ?? { at: 'planning' }}
          />
        ))}
      </Box>
      <ActionBar>
        <Muted sx={{ flex: '1 1 240px' }}>{t('rollout.stay')}</Muted>
        <PlainButton disabled={rollout.running} onClick={rollout.again}>
          {t('rollout.again')}
        </PlainButton>
        <AllowedButton
          variant="contained"
          disableElevation
          allowed={rollout.allowed}
          pending={rollout.running}
          onClick={() => void rollout.start()}
        >
          {rollout.running
            ? t('rollout.running')
            : t('rollout.start', {
                environments:
                  rollout.queue.join(', ') || t('rollout.everywhere'),
              })}
        </AllowedButton>
      </ActionBar>
    </>
  );
}

/** One change to all environments: their plans below each other, deployed one after the other. */
export function RolloutPage(props: { application: string }) {
  const { application: name } = props;
  const t = useT();
  const links = useTuttiLinks();
  const answer = useTutti(applicationQuestion, [name]);
  const title: ReactNode = answer.data?.title ?? name;
  return (
    <BreadcrumbEntry
      entry={{ label: String(title), href: links.application(name) }}
    >
      <PageBody>
        <header>
          <PageTitle>
            {t('rollout.title', { application: String(title) })}
          </PageTitle>
          <Muted>{t('rollout.what')}</Muted>
        </header>
        <Loaded
          answer={answer}
          what={t('rollout.application')}
          skeleton={<Skeletons count={3} height={96} />}
        >
          {({ environments }) =>
            environments.length === 0 ? (
              <EmptyNote title={t('rollout.noEnvironment')} />
            ) : (
              <Rollout application={name} environments={environments} />
            )
          }
        </Loaded>
      </PageBody>
    </BreadcrumbEntry>
  );
}
