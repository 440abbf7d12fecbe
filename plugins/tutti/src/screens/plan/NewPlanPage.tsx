import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { Problem } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { ImagesDialog } from '../../planning/ImagesDialog';
import { mergeImages } from '../../planning/openImages';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { FailedLoad } from '../../ui/Loaded';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { ProblemList } from '../../ui/ProblemList';
import { PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { PlanSkeleton } from './PlanPage';
import { useMakePlan } from './useMakePlan';
import { PlainButton } from '../../ui/PlainButton';

function refusedWords(problems: Problem[]): string {
  const errors = problems.filter(each => each.severity === 'error').length;
  return errors === 1
    ? '1 problem stands against it'
    : `${errors} problems stand against it`;
}

/** Is it only that a deployment has to say which image to run? */
function lacksImage(problems: Problem[]): boolean {
  return problems.some(({ path }) => /(^|\.)image$/.test(path ?? ''));
}

/** A plan on its way, or everything that stands against it. */
export function NewPlanPage(props: {
  application: string;
  environment: string;
}) {
  const { application, environment } = props;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const { making, input, again } = useMakePlan(application, environment);
  const [images, setImages] = useState(false);
  return (
    <BreadcrumbEntry
      entry={{ label: application, href: links.application(application) }}
    >
      <PageBody>
        <header>
          <PageTitle>Plan for {environment}</PageTitle>
          <Muted>
            <Link to={links.application(application)}>{application}</Link>
            {', '}
            <Link to={links.environment(application, environment)}>
              {environment}
            </Link>
          </Muted>
        </header>
        {making.state === 'making' && (
          <>
            <Box role="status">
              <Muted>Reading, matching, creating…</Muted>
              <LinearProgress aria-hidden sx={{ mt: 1, borderRadius: 2 }} />
            </Box>
            <PlanSkeleton />
          </>
        )}
        {making.state === 'failed' && (
          <FailedLoad error={making.error} what="plan" retry={again} />
        )}
        {making.state === 'refused' && (
          <Surface role="alert" sx={{ px: 2.5, py: 2 }}>
            <Mark kind="bad">
              This cannot be deployed: {refusedWords(making.problems)}
            </Mark>
            <Muted sx={{ display: 'block', mt: 0.5 }}>
              Nothing was changed in {environment}.
            </Muted>
            <ProblemList problems={making.problems} />
            <Row sx={{ mt: 1.5 }}>
              <PlainButton
                variant={lacksImage(making.problems) ? 'outlined' : 'contained'}
                onClick={again}
              >
                Plan again
              </PlainButton>
              <PlainButton
                variant={lacksImage(making.problems) ? 'contained' : 'outlined'}
                onClick={() => setImages(true)}
              >
                Change images…
              </PlainButton>
              <Link to={links.application(application, 'workloads')}>
                Score files of {application}
              </Link>
            </Row>
          </Surface>
        )}
        {images && (
          <ImagesDialog
            application={application}
            environment={environment}
            onPlan={chosen => {
              setImages(false);
              requestPlan(application, environment, {
                ...input,
                images: mergeImages(input.images, chosen),
              });
            }}
            onClose={() => setImages(false)}
          />
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
