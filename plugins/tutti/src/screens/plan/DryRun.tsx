import Box from '@mui/material/Box';
import type { ObjectChange, ObjectDryRun } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Code, Muted } from '../../ui/Text';

/** What the cluster says of an object, in a word. */
export function DryRunMark(props: { dryRun: ObjectDryRun }) {
  const t = useT();
  const { dryRun } = props;
  switch (dryRun.status) {
    case 'refused':
      return (
        <Mark kind={dryRun.blocks ? 'bad' : 'warning'}>
          {t('plan.clusterRefuses')}
        </Mark>
      );
    case 'accepted':
      return dryRun.takes ? (
        <Mark kind="warning">
          {t('plan.takesFields', { count: dryRun.takes.length })}
        </Mark>
      ) : (
        <Mark kind="good">{t('plan.clusterAccepts')}</Mark>
      );
    default:
      return <Muted>{t('plan.clusterNotAsked')}</Muted>;
  }
}

/** Why an object is made anew, what the cluster says of it, and whose fields it would take. */
export function ObjectNotes(props: { change: ObjectChange }) {
  const t = useT();
  const { unchangeable, dryRun } = props.change;
  const takes = dryRun && 'takes' in dryRun ? dryRun.takes ?? [] : [];
  const said = dryRun && 'message' in dryRun ? dryRun.message : undefined;
  if (!unchangeable && !said && takes.length === 0) return null;
  return (
    <Box sx={{ px: 2, pb: 1, overflowWrap: 'anywhere' }}>
      {unchangeable && (
        <p>{t('plan.madeAnew', { fields: unchangeable.join(', ') })}</p>
      )}
      {said && (
        <p>
          {dryRun?.status === 'refused'
            ? t('plan.clusterSays', { message: said })
            : said}
        </p>
      )}
      {takes.length > 0 && (
        <>
          {t('plan.takesFrom')}
          <Box component="ul" sx={{ m: 0, pl: 3 }}>
            {takes.map(({ manager, path }) => (
              <li key={`${manager} ${path}`}>
                <Code>{path}</Code> <Muted>{manager}</Muted>
              </li>
            ))}
          </Box>
        </>
      )}
    </Box>
  );
}
