import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { useTabTitle } from '../../data/useTabTitle';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { useT } from '../../translation';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { PageBody } from '../../ui/Surface';
import { Outcome } from './Outcome';
import { failuresSoFar } from './failuresSoFar';
import { RanImages } from './RanImages';
import { RunHeader } from './RunHeader';
import { RunLog } from './RunLog';
import { RunSoFar } from './RunSoFar';
import { StepDetails } from './StepDetails';
import { Steps } from './Steps';
import { useRun } from './useRun';
import { RollbackNote } from './RollbackNote';
import { PromotionGates, VerificationNote } from './VerificationNote';
import { WaitNote } from './WaitNote';

/** The step people want to see before they chose one: the failed, else the running one. */
export function stepOfInterest(detail: DeploymentDetail): string {
  const first = (...statuses: string[]) =>
    detail.steps.find(step => statuses.includes(step.status))?.address;
  return (
    failuresSoFar(detail).at(0)?.address ??
    first('running', 'waiting') ??
    detail.steps.find(step => step.action !== 'keep')?.address ??
    detail.steps.at(0)?.address ??
    ''
  );
}

function RunContent(props: {
  detail: DeploymentDetail;
  run: ReturnType<typeof useRun>;
}) {
  const t = useT();
  const { detail, run } = props;
  const [asked, choose] = useUrlState('step');
  const [logStep, setLogStep] = useState('');
  const at = (address: string) =>
    detail.steps.find(each => each.address === address);
  const chosen = at(asked)?.address ?? stepOfInterest(detail);
  const step = at(chosen);
  const isPart = detail.next !== undefined;
  const missing = [asked, chosen].find(address => address && !at(address));
  const { load } = run;
  useEffect(() => {
    // What was wrongly asked for is not there: then the other one is shown.
    if (isPart && missing) load({ address: missing }).catch(() => undefined);
  }, [isPart, missing, load]);
  const { failed = 0, diverged = 0 } = detail.statuses;
  const failures = isPart ? failed + diverged : 0;
  useEffect(() => {
    // What failed is said first, wherever in the run it stands.
    if (failures > 0) {
      load({ status: 'failed,diverged' }).catch(() => undefined);
    }
  }, [failures, load]);
  return (
    <>
      <RunHeader detail={detail} onCancelled={run.again} />
      {run.lost && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('deployment.lost')}
        </Alert>
      )}
      <WaitNote detail={detail} onChanged={run.again} />
      <VerificationNote detail={detail} />
      <PromotionGates detail={detail} />
      {detail.rollsBack && <RollbackNote detail={detail} />}
      <RunSoFar detail={detail} deadlines={run.deadlines} />
      <Outcome detail={detail} onChoose={choose} onUnlocked={run.again} />
      <RanImages detail={detail} />
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
        <Steps detail={detail} chosen={chosen} onChoose={choose} load={load} />
        <Box sx={{ gridArea: 'step', minWidth: 0 }}>
          {step && (
            <StepDetails
              detail={detail}
              step={step}
              deadline={run.deadlines.get(step.address)}
              onShowLog={setLogStep}
            />
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
  const t = useT();
  const run = useRun(props.deployment);
  const links = useTuttiLinks();
  const { detail, error, again } = run;
  useTabTitle(
    detail && `#${detail.number} ${deploymentState(t, detail.status).word}`,
    detail?.environment,
    detail?.applicationTitle,
  );
  const page = (
    <BreadcrumbEntry
      entry={{
        label: detail ? `#${detail.number}` : t('common.deployment'),
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
          what={t('deployment.what')}
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
