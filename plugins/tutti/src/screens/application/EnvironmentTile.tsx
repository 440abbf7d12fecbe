import OpenInNew from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import LinearProgress from '@mui/material/LinearProgress';
import {
  EnvironmentSummary,
  lastDeploymentFailed,
  Promotion,
} from '@tutti/plugin-tutti-common';
import { DeployButtons } from '../../planning/DeployButtons';
import { Promotable } from '../../planning/promotable';
import { StateNotes } from '../../planning/StateNotes';
import { useTuttiLinks } from '../../routes';
import { deploymentState, healthState } from '../../states/words';
import { useT } from '../../translation';
import { Author } from '../../ui/Author';
import { Link, OutsideLink } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { SandboxTag } from '../../ui/SandboxTag';
import { Grow, Row, Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

/** The cause at a glance; in full on the deployment's page. */
const Failure = styled('div')({
  display: '-webkit-box',
  WebkitLineClamp: 4,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  fontSize: 13,
});

function LastDeployment(props: { environment: EnvironmentSummary }) {
  const t = useT();
  const { lastDeployment } = props.environment;
  const links = useTuttiLinks();
  if (!lastDeployment) return <Muted>{t('states.neverDeployed')}</Muted>;
  const { id, number, status, progress, release, requestedBy, failure } =
    lastDeployment;
  const state = deploymentState(t, status);
  const over = lastDeployment.finishedAt ?? lastDeployment.requestedAt;
  const moving = status === 'running' || status === 'cancelling';
  const ago = <TimeAgo at={over} />;
  const who = <Author by={requestedBy} />;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.5 }}>
      <Row sx={{ gap: 1, fontSize: 13 }}>
        {status !== 'succeeded' && (
          <Mark kind={state.mark}>
            {state.word}
            {moving && ` ${progress.done}/${progress.of}`}
          </Mark>
        )}
        <Link to={links.deployment(id)}>#{number}</Link>
        <Muted>
          {status === 'succeeded'
            ? t('application.deployedBy', { ago, who })
            : t('application.releaseBy', {
                release: String(release?.number ?? '–'),
                ago,
                who,
              })}
        </Muted>
      </Row>
      {moving && (
        <LinearProgress
          variant={progress.of > 0 ? 'determinate' : 'indeterminate'}
          value={progress.of > 0 ? (100 * progress.done) / progress.of : 0}
          aria-label={t('application.stepsDone', {
            number: String(number),
            done: String(progress.done),
            of: String(progress.of),
          })}
          sx={{ borderRadius: 2 }}
        />
      )}
      {lastDeploymentFailed(props.environment) && failure && (
        <Failure title={failure}>{failure}</Failure>
      )}
    </Box>
  );
}

/** One environment: what runs, whether it is well, how the last deployment went. */
export function EnvironmentTile(props: {
  application: string;
  environment: EnvironmentSummary;
  /** What comes here by the rules of its type. */
  promotion?: Promotion | undefined;
  promotable?: Promotable | undefined;
  onChanged(): void;
}) {
  const t = useT();
  const { application, environment, onChanged } = props;
  const links = useTuttiLinks();
  const { name, release, health, endpoints, typeTitle } = environment;
  const state = healthState(t, health);
  return (
    <Surface
      aria-label={name}
      sx={{
        flex: '1 1 0',
        minWidth: 260,
        maxWidth: 560,
        p: 2,
        display: 'flex',
        flexDirection: 'column',
        gap: 1.5,
      }}
    >
      <Row sx={{ gap: 1, alignItems: 'baseline' }}>
        <SectionTitle>
          <Link
            to={links.environment(application, name)}
            sx={{ color: 'text.primary', fontWeight: 600 }}
          >
            {name}
          </Link>
        </SectionTitle>
        {typeTitle.toLowerCase() !== name.toLowerCase() && (
          <Muted>{typeTitle}</Muted>
        )}
        <Grow />
        <Box
          sx={{
            fontSize: 20,
            fontWeight: 650,
            lineHeight: 1,
            fontVariantNumeric: 'tabular-nums',
            color: release ? 'text.primary' : 'text.disabled',
          }}
          title={
            release
              ? t('application.releaseHash', { hash: release.hash })
              : undefined
          }
        >
          {release ? `r${release.number}` : '–'}
        </Box>
      </Row>
      <Box>
        <Mark kind={state.mark}>
          {environment.destroyed ? t('environments.destroyed') : state.word}
        </Mark>
        {state.detail && (
          <Box sx={{ fontSize: 13, mt: 0.25, overflowWrap: 'anywhere' }}>
            {state.detail}
          </Box>
        )}
      </Box>
      <StateNotes
        application={application}
        environment={environment}
        promotion={props.promotion}
        onChanged={onChanged}
      />
      <LastDeployment environment={environment} />
      {endpoints.length > 0 && (
        <Row sx={{ gap: 1.5, fontSize: 13, overflowWrap: 'anywhere' }}>
          {endpoints.map(({ workload, url }) => (
            <OutsideLink key={`${workload} ${url}`} to={url} title={workload}>
              {url.replace(/^https?:\/\//, '')}
              <OpenInNew
                titleAccess={t('application.newTab')}
                sx={{ fontSize: 13, ml: 0.5, verticalAlign: '-2px' }}
              />
            </OutsideLink>
          ))}
        </Row>
      )}
      <div>
        <SandboxTag simulated={environment.simulated} />
      </div>
      <Row sx={{ gap: 1, mt: 'auto', pt: 0.5 }}>
        <DeployButtons
          application={application}
          environment={environment}
          promotable={props.promotable}
          withOpen
          onChanged={onChanged}
        />
      </Row>
    </Surface>
  );
}
