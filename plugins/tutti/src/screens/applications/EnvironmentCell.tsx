import { RouterLink, RouterLinkProps } from '@backstage/frontend-plugin-api';
import { styled } from '@mui/material/styles';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { environmentState } from '../../states/words';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

export const CellLink = styled(RouterLink)(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  gap: 3,
  // What is folded below it stays in its row.
  flex: '1 1 auto',
  boxSizing: 'border-box',
  padding: theme.spacing(1.5, 2),
  color: 'inherit',
  textDecoration: 'none',
  outlineOffset: -2,
  borderRadius: 8,
  '&:hover': { backgroundColor: theme.palette.action.hover },
  '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
}));

const Detail = styled(Muted)({
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  fontSize: 12.5,
  lineHeight: 1.35,
  maxWidth: 340,
});

/** One link: state as icon and word, release and age, what is wrong. */
export function EnvironmentCell(
  props: RouterLinkProps & { environment: EnvironmentSummary },
) {
  const t = useT();
  const { environment, ...link } = props;
  const state = environmentState(t, environment);
  const { release, lastDeployment } = environment;
  const since = lastDeployment?.finishedAt ?? lastDeployment?.requestedAt;
  return (
    <CellLink {...link}>
      <Mark kind={state.mark}>{state.word}</Mark>
      {(release || since) && (
        <Muted>
          {release && `r${release.number}`}
          {release && since && ' · '}
          {since && <TimeAgo at={since} />}
        </Muted>
      )}
      {state.detail && <Detail title={state.detail}>{state.detail}</Detail>}
    </CellLink>
  );
}
