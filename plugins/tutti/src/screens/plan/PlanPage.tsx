import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { PlanView } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import Box from '@mui/material/Box';
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
import { Consents } from './Consents';
import { ManifestsTab } from './ManifestsTab';
import { PlanDecision } from './PlanDecision';
import { PoliciesTab } from './PoliciesTab';
import { StepRows } from './StepRows';
import { SummaryCounts } from './SummaryCounts';
import { usePlanActions, usePlanView } from './usePlan';
import { WhyTab } from './WhyTab';

export function PlanSkeleton() {
  return <Skeletons count={3} height={96} />;
}

function Header(props: { view: PlanView; current: boolean }) {
  const { view, current } = props;
  const { application, environment, release, plan } = view;
  const links = useTuttiLinks();
  return (
    <header>
      <Row sx={{ alignItems: 'baseline' }}>
        <PageTitle>
          Deploy r{release.number} to {environment}
        </PageTitle>
        <Muted>
          <Link to={links.application(application)}>{application}</Link>
          {', '}
          <Link to={links.environment(application, environment)}>
            {environment}
          </Link>
          {` on ${plan.target.cluster}, namespace ${plan.target.namespace}`}
        </Muted>
        <Grow />
        <SandboxTag simulated={plan.target.simulated} />
      </Row>
      <Row sx={{ mt: 0.5, gap: 1 }}>
        <Muted>
          Plan <Code>{plan.hash.slice(0, 8)}</Code>
        </Muted>
        <CopyButton text={plan.hash} what="plan hash" />
        <Muted>
          made <TimeAgo at={view.createdAt} /> by{' '}
          <EntityLink entityRef={view.createdBy} kind="user" />
        </Muted>
        {view.deploymentId ? undefined : (
          <Mark kind={current ? 'good' : 'warning'}>
            {current ? 'Still current' : 'Out of date'}
          </Mark>
        )}
      </Row>
    </header>
  );
}

function PlanContent(props: { view: PlanView; refresh(): void }) {
  const { view, refresh } = props;
  const { plan } = view;
  const actions = usePlanActions(view, refresh);
  const workloads = plan.steps.filter(step => step.kind === 'workload');
  const resources = plan.steps.filter(step => step.kind !== 'workload');
  const objects = plan.steps
    .flatMap(step => step.objects)
    .filter(change => change.action !== 'keep');
  const changing = (steps: typeof plan.steps) =>
    steps.filter(step => step.action !== 'keep').length;
  const open = !view.deploymentId && !actions.moved;
  return (
    <>
      <Header view={view} current={actions.moved === undefined} />
      <SummaryCounts plan={plan} />
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
                {plan.problems.length === 1
                  ? '1 warning from reading'
                  : `${plan.problems.length} warnings from reading`}
              </Mark>
            }
          >
            <Box sx={{ px: 2, pb: 1 }}>
              <ProblemList problems={plan.problems} />
            </Box>
          </Disclosure>
        </Surface>
      )}
      <Tabbed
        label="Parts of the plan"
        tabs={[
          {
            id: 'workloads',
            label: 'Workloads',
            count: changing(workloads),
            content: (
              <StepRows
                steps={workloads}
                empty="This release has no workload."
              />
            ),
          },
          {
            id: 'resources',
            label: 'Resources',
            count: changing(resources),
            content: (
              <StepRows
                steps={resources}
                empty="These workloads ask for no resource."
              />
            ),
          },
          {
            id: 'manifests',
            label: 'Manifests',
            count: objects.length,
            content: <ManifestsTab steps={plan.steps} />,
          },
          {
            id: 'policies',
            label: 'Policies',
            count: plan.policies.length,
            content: <PoliciesTab findings={plan.policies} />,
          },
          {
            id: 'why',
            label: 'Why these definitions',
            content: <WhyTab steps={plan.steps} />,
          },
        ]}
      />
      <PlanDecision view={view} actions={actions} />
    </>
  );
}

/** What will happen if I press this? */
export function PlanPage(props: { plan: string }) {
  const answer = usePlanView(props.plan);
  const links = useTuttiLinks();
  const view = answer.data;
  const page = (
    <BreadcrumbEntry entry={{ label: 'Plan', href: links.plan(props.plan) }}>
      <PageBody>
        <Loaded answer={answer} what="plan" skeleton={<PlanSkeleton />}>
          {data => <PlanContent view={data} refresh={answer.refresh} />}
        </Loaded>
      </PageBody>
    </BreadcrumbEntry>
  );
  return view ? (
    <BreadcrumbEntry
      entry={{
        label: view.application,
        href: links.application(view.application),
      }}
    >
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
}
