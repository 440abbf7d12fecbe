import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { SectionTitle } from '../../ui/Text';
import { Outcome } from './Outcome';
import { RunHeader } from './RunHeader';
import { RunLog } from './RunLog';
import { StepDetails } from './StepDetails';
import { StepGraph } from './StepGraph';
import { StepList } from './StepList';
import { Run, useRun } from './useRun';

/** Beyond this a graph is a wall; the list stays readable. */
const GRAPH_AT_MOST = 60;

/** The step people want to see before they chose one: the failed, else the running one. */
export function stepOfInterest(detail: DeploymentDetail): string {
  const first = (...statuses: string[]) =>
    detail.steps.find(step => statuses.includes(step.status))?.address;
  return (
    detail.failures.at(0)?.address ??
    first('failed', 'diverged') ??
    first('running', 'waiting') ??
    detail.steps.find(step => step.action !== 'keep')?.address ??
    detail.steps.at(0)?.address ??
    ''
  );
}

function RunContent(props: {
  detail: DeploymentDetail;
  run: Run & { again(): void };
}) {
  const { detail, run } = props;
  const [asked, choose] = useUrlState('step');
  const narrow = useMediaQuery('(max-width: 760px)');
  const many = detail.steps.length > GRAPH_AT_MOST;
  const [form, setForm] = useUrlState(
    'view',
    many || narrow ? 'list' : 'graph',
  );
  const [logStep, setLogStep] = useState('');
  const chosen =
    detail.steps.find(step => step.address === asked)?.address ??
    stepOfInterest(detail);
  const step = detail.steps.find(each => each.address === chosen);
  const view = { detail, chosen, onChoose: choose };
  return (
    <>
      <RunHeader detail={detail} onCancelled={run.again} />
      {run.lost && (
        <Alert severity="warning" variant="outlined" role="status">
          The connection to the server is lost. Trying again; nothing that
          happens meanwhile is missed.
        </Alert>
      )}
      <Outcome detail={detail} onChoose={choose} onUnlocked={run.again} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: '360px minmax(0, 1fr)',
            xl: 'minmax(0, 1fr) 400px',
          },
          gridTemplateAreas: {
            xs: '"steps" "step" "log"',
            lg: '"steps steps" "step log"',
            xl: '"steps step" "log step"',
          },
          gridTemplateRows: { xl: 'auto 1fr' },
        }}
      >
        <Surface aria-label="Steps" sx={{ p: 2, gridArea: 'steps' }}>
          <Row sx={{ mb: 1.5 }}>
            <SectionTitle>Steps</SectionTitle>
            <Grow />
            <ToggleButtonGroup
              size="small"
              exclusive
              value={form}
              onChange={(_, value: string | null) => value && setForm(value)}
              aria-label="How steps are shown"
              sx={{ '& button': { textTransform: 'none', py: 0.25, px: 1.5 } }}
            >
              <ToggleButton value="graph">Graph</ToggleButton>
              <ToggleButton value="list">List</ToggleButton>
            </ToggleButtonGroup>
          </Row>
          {form === 'list' ? <StepList {...view} /> : <StepGraph {...view} />}
        </Surface>
        <Box sx={{ gridArea: 'step', minWidth: 0 }}>
          {step && (
            <StepDetails detail={detail} step={step} onShowLog={setLogStep} />
          )}
        </Box>
        <Box sx={{ gridArea: 'log', minWidth: 0 }}>
          <RunLog
            lines={run.lines}
            step={logStep}
            onStep={setLogStep}
            fileName={`${detail.application}-${detail.environment}-${detail.number}.log`}
          />
        </Box>
      </Box>
    </>
  );
}

/** How far, and if it failed, why? */
export function DeploymentPage(props: { deployment: string }) {
  const run = useRun(props.deployment);
  const links = useTuttiLinks();
  const { detail, error, again } = run;
  const page = (
    <BreadcrumbEntry
      entry={{
        label: detail ? `#${detail.number}` : 'Deployment',
        href: links.deployment(props.deployment),
      }}
    >
      <PageBody>
        <Loaded
          answer={{
            data: detail,
            error: detail ? undefined : error,
            refreshing: false,
            refresh: again,
          }}
          what="deployment"
          skeleton={<Skeletons count={3} height={140} />}
        >
          {data => <RunContent detail={data} run={run} />}
        </Loaded>
      </PageBody>
    </BreadcrumbEntry>
  );
  if (!detail) return page;
  return (
    <BreadcrumbEntry
      entry={{
        label: detail.applicationTitle,
        href: links.application(detail.application),
      }}
    >
      <BreadcrumbEntry
        entry={{
          label: detail.environment,
          href: links.environment(detail.application, detail.environment),
        }}
      >
        {page}
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
