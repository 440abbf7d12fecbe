import Box from '@mui/material/Box';
import type { PlanView } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { toneLine, toneWash } from '../../ui/tone';

/** Every policy that denies the plan, and what the cluster refuses: what stops a deployment is read first, and all of it. */
export function Stops(props: { view: PlanView }) {
  const { view } = props;
  const t = useT();
  const links = useTuttiLinks();
  const denials = view.plan.policies.filter(
    ({ effect, outcome }) => effect === 'deny' && outcome === 'broken',
  );
  const refusals = view.plan.dryRun?.refusals ?? [];
  const count = denials.length + refusals.length;
  if (count === 0) return null;
  return (
    <Surface
      role="alert"
      sx={theme => ({
        p: 2,
        borderColor: toneLine(theme, 'bad'),
        backgroundImage: `linear-gradient(${toneWash(theme, 'bad')}, ${toneWash(
          theme,
          'bad',
        )})`,
      })}
    >
      <Mark kind="bad">{t('plan.stopped', { count })}</Mark>
      <Box component="ul" sx={{ m: 0, mt: 1, pl: 3 }}>
        {denials.map(({ policy, subject, message }) => (
          <Box
            component="li"
            key={`${policy} ${subject}`}
            sx={{ overflowWrap: 'anywhere' }}
          >
            <b>{subject}</b> {message}{' '}
            <Muted>
              <Link to={`${links.plan(view.id)}?tab=policies`}>{policy}</Link>
            </Muted>
          </Box>
        ))}
        {refusals.map(({ address, message, hint }, index) => (
          <Box
            component="li"
            key={`${address} ${index}`}
            sx={{ overflowWrap: 'anywhere' }}
          >
            {message} <Muted>{hint}</Muted>
          </Box>
        ))}
      </Box>
    </Surface>
  );
}
