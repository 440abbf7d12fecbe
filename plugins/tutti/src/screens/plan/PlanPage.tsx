import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { PlanView } from '@tutti/plugin-tutti-common';
import { useApplicationTitle } from '../../data/useApplicationTitle';
import { useTabTitle } from '../../data/useTabTitle';
import { useAskedWords } from '../../planning/useAskedWords';
import { useTuttiLinks } from '../../routes';
import Box from '@mui/material/Box';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { CopyButton } from '../../ui/CopyButton';
import { EntityLink } from '../../ui/EntityLink';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { ProblemList } from '../../ui/ProblemList';
import { SandboxTag } from '../../ui/SandboxTag';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { Code, Muted, PageTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { Ahead } from './Ahead';
import { Consents } from './Consents';
import { InfrastructureTab, infrastructureSteps } from './InfrastructureTab';
import { ManifestsTab } from './ManifestsTab';
import { PinnedImages } from './PinnedImages';
import { PlanDecision } from './PlanDecision';
import { isWhole, PagedSteps } from './PlanSteps';
import { PoliciesTab } from './PoliciesTab';
import { StepsTab } from './StepsTab';
import { Stops } from './Stops';
import { SummaryCounts } from './SummaryCounts';
import { usePlanActions, usePlanView } from './usePlan';
import { CHANGING } from './usePlanSteps';
import { WhyTab } from './WhyTab';

export function PlanSkeleton() {
  return <Skeletons count={3} height={96} />;
}

function Header(props: {
  view: PlanView;
  title: string | undefined;
  current: boolean;
}) {
  const t = useT();
  const { view, title, current } = props;
  const { application, environment, release, plan, input } = view;
  const links = useTuttiLinks();
  const asked = useAskedWords(input, { environment, release: release.number });
  return (
    <header>
      <Row sx={{ alignItems: 'baseline' }}>
        <PageTitle>
          {plan.destroys ? t('environments.planTitle', { environment }) : asked}
        </PageTitle>
        <Muted>
          <Link to={links.application(application)}>
            {title ?? application}
          </Link>
          {', '}
          <Link to={links.environment(application, environment)}>
            {environment}
          </Link>
          {` ${t('plan.onCluster', {
            cluster: plan.target.cluster,
            namespace: plan.target.namespace,
          })}`}
        </Muted>
        <Grow />
        <SandboxTag simulated={plan.target.simulated} />
      </Row>
      <Row sx={{ mt: 0.5, gap: 1 }}>
        <Muted>
          {t('plan.planHash', { hash: <Code>{plan.hash.slice(0, 8)}</Code> })}
        </Muted>
        <CopyButton text={plan.hash} what={t('plan.hashToCopy')} />
        <Muted>
          {t('plan.madeBy', {
            ago: <TimeAgo at={view.createdAt} />,
            who: <EntityLink entityRef={view.createdBy} kind="user" />,
          })}
        </Muted>
        {view.deploymentId ? undefined : (
          <Mark kind={current ? 'good' : 'warning'}>
            {t(current ? 'plan.current' : 'plan.outOfDate')}
          </Mark>
        )}
      </Row>
    </header>
  );
}

function total(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce<number>(
    (sum, count) => sum + (count ?? 0),
    0,
  );
}

function changing({ keep: _, ...others }: Partial<Record<string, number>>) {
  return total(others);
}

/** Says that a list is only the beginning of one; nothing where it is all of it. */
function FirstOf(props: { shown: number; count: number }) {
  const t = useT();
  const { shown, count } = props;
  if (shown >= count) return null;
  return <Muted>{t('plan.firstOf', { shown: String(shown), count })}</Muted>;
}

function PlanContent(props: {
  view: PlanView;
  title: string | undefined;
  refresh(): void;
}) {
  const t = useT();
  const { view, refresh } = props;
  const { plan } = view;
  const actions = usePlanActions(view, refresh);
  const { steps, objects } = plan.contents;
  const open = !view.deploymentId && !actions.moved;
  return (
    <>
      <Header
        view={view}
        title={props.title}
        current={actions.moved === undefined}
      />
      {open && <Stops view={view} />}
      {open && <Ahead view={view} />}
      <PinnedImages view={view} />
      <SummaryCounts plan={plan} />
      {open && (
        <FirstOf shown={plan.consents.length} count={plan.contents.consents} />
      )}
      {open && (
        <Consents
          consents={plan.consents}
          pending={actions.consenting}
          error={actions.consentError}
          onChange={(consent, given) => void actions.consent(consent, given)}
        />
      )}
      {plan.problems.length > 0 && (
        <Surface>
          <Disclosure
            summary={
              <Mark kind="warning">
                {t('plan.warnings', { count: plan.contents.problems })}
              </Mark>
            }
          >
            <Box sx={{ px: 2, pb: 1 }}>
              <FirstOf
                shown={plan.problems.length}
                count={plan.contents.problems}
              />
              <ProblemList problems={plan.problems} />
            </Box>
          </Disclosure>
        </Surface>
      )}
      <Tabbed
        label={t('plan.parts')}
        tabs={[
          {
            id: 'workloads',
            label: t('common.workloads'),
            count: changing(steps.workload),
            content: (
              <StepsTab
                view={view}
                kinds={['workload']}
                empty={t('plan.noWorkload')}
              />
            ),
          },
          {
            id: 'resources',
            label: t('common.resources'),
            count: changing(steps.resource) + changing(steps.target),
            content: (
              <StepsTab
                view={view}
                kinds={['resource', 'target']}
                empty={t('plan.noResource')}
              />
            ),
          },
          {
            id: 'manifests',
            label: t('plan.manifests'),
            count: changing(objects),
            content: isWhole(view) ? (
              <ManifestsTab steps={view.steps} />
            ) : (
              <PagedSteps view={view} wanted={{ action: CHANGING }}>
                {page => <ManifestsTab steps={page} />}
              </PagedSteps>
            ),
          },
          ...(!isWhole(view) || infrastructureSteps(view.steps).length > 0
            ? [
                {
                  id: 'infrastructure',
                  label: t('plan.infrastructure'),
                  content: isWhole(view) ? (
                    <InfrastructureTab steps={view.steps} />
                  ) : (
                    <PagedSteps view={view} wanted={{ kind: 'resource' }}>
                      {page => <InfrastructureTab steps={page} />}
                    </PagedSteps>
                  ),
                },
              ]
            : []),
          {
            id: 'policies',
            label: t('plan.policies'),
            count: total(plan.contents.policies),
            content: (
              <>
                <FirstOf
                  shown={plan.policies.length}
                  count={total(plan.contents.policies)}
                />
                <PoliciesTab findings={plan.policies} />
              </>
            ),
          },
          {
            id: 'why',
            label: t('plan.why'),
            content: isWhole(view) ? (
              <WhyTab steps={view.steps} />
            ) : (
              <PagedSteps view={view} wanted={{ kind: 'resource' }}>
                {page => <WhyTab steps={page} />}
              </PagedSteps>
            ),
          },
        ]}
      />
      <PlanDecision view={view} actions={actions} />
    </>
  );
}

/** What will happen if I press this? */
export function PlanPage(props: { plan: string }) {
  const t = useT();
  const answer = usePlanView(props.plan);
  const links = useTuttiLinks();
  const view = answer.data;
  const title = useApplicationTitle(view?.application);
  useTabTitle(
    view &&
      t('plan.title', {
        release: String(view.release.number),
        environment: view.environment,
      }),
    title,
  );
  const page = (
    <BreadcrumbEntry
      entry={{ label: t('plan.plan'), href: links.plan(props.plan) }}
    >
      <PageBody>
        <Loaded
          answer={answer}
          what={t('plan.what')}
          skeleton={<PlanSkeleton />}
        >
          {data => (
            <PlanContent view={data} title={title} refresh={answer.refresh} />
          )}
        </Loaded>
      </PageBody>
    </BreadcrumbEntry>
  );
  return view ? (
    <BreadcrumbEntry
      entry={{
        label: title ?? view.application,
        href: links.application(view.application),
      }}
    >
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
}
