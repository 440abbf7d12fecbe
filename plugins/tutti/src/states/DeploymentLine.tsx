import type { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Link } from '../ui/Link';
import { Mark } from '../ui/Mark';
import { Row } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';
import { deploymentState } from './words';

/** One deployment in a line; `title` says what was deployed where. */
export function DeploymentLine(props: {
  title: string;
  deployment: {
    id: string;
    status: DeploymentStatus;
    requestedAt: string;
    finishedAt?: string;
  };
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { title, deployment } = props;
  const { id, status, requestedAt, finishedAt } = deployment;
  const state = deploymentState(t, status);
  return (
    <Row sx={{ columnGap: 1.25, rowGap: 0.25 }}>
      <Link to={links.deployment(id)}>{title}</Link>
      <Mark kind={state.mark}>{state.word}</Mark>
      <Muted>
        <TimeAgo at={finishedAt ?? requestedAt} />
      </Muted>
    </Row>
  );
}
