import Box from '@mui/material/Box';
import type { DriftFindingView } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Link } from '../ui/Link';
import { Row } from '../ui/Surface';
import { Code, Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';
import { DriftButtons } from './DriftButtons';
import { causeWords, managerWords } from './words';

/** One finding: where, which field, by whom and since when; applied, live and wanted side by side. */
export function FindingRow(props: {
  finding: DriftFindingView;
  /** The environment is named where it does not stand above. */
  withPlace?: boolean;
  onChanged(): void;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { finding, withPlace = false, onChanged } = props;
  const { application, applicationTitle, environment, object } = finding;
  const [by] = finding.managers;
  const what = `${object.kind} ${object.name}${
    finding.path && ` ${finding.path}`
  }`;
  return (
    <Box component="li" sx={{ px: 2, py: 1.5, minWidth: 0 }}>
      <Row sx={{ columnGap: 1.25, rowGap: 0.25, alignItems: 'baseline' }}>
        {withPlace && (
          <Link to={links.environment(application, environment, 'drift')}>
            {`${applicationTitle}, ${environment}`}
          </Link>
        )}
        <Box
          component="span"
          sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}
        >
          {/* Its address begins with its kind. */}
          {finding.driver === undefined && object.kind} {object.name}
        </Box>
        <Muted>
          {finding.cause.change !== 'altered' &&
            `${causeWords(t, finding.cause)}, `}
          {finding.driver === undefined
            ? managerWords(t, finding.cause)
            : t('drift.byTool', { driver: finding.driver })}
          {by?.at && (
            <>
              {', '}
              {t('drift.setAt', { ago: <TimeAgo at={by.at} /> })}
            </>
          )}
          {(finding.cause.change === 'altered' ||
            finding.driver !== undefined) &&
            ', '}
          {t('drift.since', { ago: <TimeAgo at={finding.since} /> })}
        </Muted>
      </Row>
      {finding.path && (
        <>
          <Code>{finding.path}</Code>
          <ThreeValues finding={finding} what={what} />
        </>
      )}
      <Box sx={{ mt: 1 }}>
        <DriftButtons
          what={withPlace ? `${what}, ${environment}` : what}
          of={{ findings: [finding.id] }}
          environments={1}
          allowed={finding.allowed}
          onChanged={onChanged}
        />
      </Box>
    </Box>
  );
}

function ThreeValues(props: { finding: DriftFindingView; what: string }) {
  const t = useT();
  const { finding, what } = props;
  return (
    <Box
      component="dl"
      aria-label={t('drift.values', { what })}
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
        gap: 1,
        m: 0,
        mt: 0.75,
        '& dt': { color: 'text.secondary', fontSize: 12.5 },
        '& dd': { m: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
      }}
    >
      {(['applied', 'live', 'wanted'] as const).map(side => (
        <div key={side}>
          <dt>{t(`drift.${side}`)}</dt>
          <dd>
            <Shown value={finding[side]} isSecret={finding.secret} />
          </dd>
        </div>
      ))}
    </Box>
  );
}

function Shown(props: { value: DriftFindingView['live']; isSecret: boolean }) {
  const t = useT();
  const { value, isSecret } = props;
  if (value === undefined) return <Muted>{t('drift.nothing')}</Muted>;
  if (isSecret) return <Muted>{t('drift.secret')}</Muted>;
  return (
    <Code>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
  );
}
