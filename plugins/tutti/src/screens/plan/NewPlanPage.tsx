import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { Problem } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useApplicationTitle } from '../../data/useApplicationTitle';
import { useTabTitle } from '../../data/useTabTitle';
import { ImagesDialog } from '../../planning/ImagesDialog';
import { mergeImages } from '../../planning/openImages';
import { FixButtons } from '../../planning/FixButtons';
import { fixesOf } from '../../planning/fixes';
import { useRequestPlan } from '../../planning/planRequest';
import { useAskedWords } from '../../planning/useAskedWords';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { FailedLoad } from '../../ui/Loaded';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { ProblemList } from '../../ui/ProblemList';
import { PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { formatClock } from '../../ui/time';
import { useNow } from '../../ui/useNow';
import { PlanSkeleton } from './PlanPage';
import { useMakePlan } from './useMakePlan';
import { PlainButton } from '../../ui/PlainButton';

function errorsOf(problems: Problem[]): number {
  return problems.filter(each => each.severity === 'error').length;
}

/** Is it only that a deployment has to say which image to run? */
function lacksImage(problems: Problem[]): boolean {
  return problems.some(({ path }) => /(^|\.)image$/.test(path ?? ''));
}

/** What mends it stands first; the main button is the one that does most. */
function mainAction(problems: Problem[]): 'fix' | 'images' | 'again' {
  if (fixesOf(problems).length > 0) return 'fix';
  return lacksImage(problems) ? 'images' : 'again';
}

/** How long the plan has been on its way: never a bare spinner over a second. */
function TimeSoFar() {
  const t = useT();
  const [began] = useState(() => Date.now());
  const now = useNow(1_000);
  return (
    <Muted role="timer" aria-label={t('plan.timeSoFar')}>
      {formatClock(now - began)}
    </Muted>
  );
}

/** A plan on its way, or everything that stands against it. */
export function NewPlanPage(props: {
  application: string;
  environment: string;
}) {
  const t = useT();
  const { application, environment } = props;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const title = useApplicationTitle(application) ?? application;
  useTabTitle(t('plan.planFor', { environment }), title);
  const { making, input, again } = useMakePlan(application, environment);
  const asked = useAskedWords(input, { environment });
  const [images, setImages] = useState(false);
  const position =
    making.state === 'making' ? making.underWay?.position ?? 0 : 0;
  const main = (problems: Problem[], action: 'images' | 'again') =>
    mainAction(problems) === action ? 'contained' : 'outlined';
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: links.application(application) }}
    >
      <PageBody>
        <header>
          <PageTitle>
            {input.destroy
              ? t('environments.planTitle', { environment })
              : t('plan.planOf', { what: asked })}
          </PageTitle>
          <Muted>
            <Link to={links.application(application)}>{title}</Link>
            {', '}
            <Link to={links.environment(application, environment)}>
              {environment}
            </Link>
          </Muted>
        </header>
        {making.state === 'making' && (
          <>
            <Box role="status">
              <Row sx={{ gap: 1 }}>
                <Muted>
                  {position > 0
                    ? t('plan.placeInLine', { position: String(position) })
                    : t('plan.making')}
                </Muted>
                <TimeSoFar />
              </Row>
              <LinearProgress aria-hidden sx={{ mt: 1, borderRadius: 2 }} />
            </Box>
            <PlanSkeleton />
          </>
        )}
        {making.state === 'failed' && (
          <FailedLoad
            error={making.error}
            what={t('plan.what')}
            retry={again}
          />
        )}
        {making.state === 'refused' && (
          <Surface role="alert" sx={{ px: 2.5, py: 2 }}>
            <Mark kind="bad">
              {t('plan.refused', { count: errorsOf(making.problems) })}
            </Mark>
            <Muted sx={{ display: 'block', mt: 0.5 }}>
              {t('plan.nothingChangedIn', { environment })}
            </Muted>
            <ProblemList problems={making.problems} />
            <Row sx={{ mt: 1.5 }}>
              <FixButtons
                application={application}
                environment={environment}
                problems={making.problems}
              />
              <PlainButton
                variant={main(making.problems, 'images')}
                onClick={() => setImages(true)}
              >
                {t('planning.changeImages')}
              </PlainButton>
              <PlainButton
                variant={main(making.problems, 'again')}
                onClick={again}
              >
                {t('plan.planAgain')}
              </PlainButton>
              <Link to={links.application(application, 'workloads')}>
                {t('plan.scoreFilesOf', { application })}
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
