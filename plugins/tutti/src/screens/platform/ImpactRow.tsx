import Box from '@mui/material/Box';
import type {
  EnvironmentBlast,
  EnvironmentImpact,
  Impact,
  JsonValue,
} from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { actionOf } from '../../states/words';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { ProblemList } from '../../ui/ProblemList';
import { Grow, Stack } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { toneColor } from '../../ui/tone';
import { reasonWords } from '../plan/reasonWords';

const OUTCOMES = {
  unchanged: { mark: 'same', word: 'platform.outcomeUnchanged' },
  changed: { mark: 'warning', word: 'platform.outcomeChanged' },
  blocked: { mark: 'bad', word: 'platform.outcomeBlocked' },
  unknown: { mark: 'unknown', word: 'platform.outcomeUnknown' },
} as const;

/** One change that shows in thirty fields is read by its first ones. */
const SHOWN_REASONS = 5;

function Sign(props: { action: Impact['action'] }) {
  const t = useT();
  const { sign, tone } = actionOf(t, props.action);
  return (
    <Box
      component="span"
      aria-hidden
      sx={{
        width: 18,
        flex: 'none',
        fontWeight: 700,
        color: theme => toneColor(theme, tone),
      }}
    >
      {sign}
    </Box>
  );
}

function ImpactLine(props: { impact: Impact }) {
  const t = useT();
  const { action, address, definition, stateful, reasons } = props.impact;
  const { verb } = actionOf(t, action);
  const more = reasons.length - SHOWN_REASONS;
  return (
    <Box component="li" sx={{ display: 'flex', py: 0.5 }}>
      <Sign action={action} />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {verb} <b>{address}</b>{' '}
        {definition && <Muted>{t('plan.byDefinition', { definition })}</Muted>}{' '}
        {stateful && <Tag tone="warning">{t('platform.stateful')}</Tag>}
        {reasons.slice(0, SHOWN_REASONS).map((reason, index) => {
          const { text, change, full } = reasonWords(reason);
          return (
            <Muted key={index} sx={{ display: 'block' }} title={full}>
              {text}
              {change && (
                <>
                  {': '}
                  <Code>{change}</Code>
                </>
              )}
            </Muted>
          );
        })}
        {more > 0 && (
          <Muted sx={{ display: 'block' }}>
            {t('platform.moreReasons', { count: more })}
          </Muted>
        )}
      </Box>
    </Box>
  );
}

function settingWords(value: JsonValue | undefined): string {
  return value === undefined ? '–' : JSON.stringify(value);
}

function Changes(props: { impact: EnvironmentImpact }) {
  const t = useT();
  const { impacts, settings, policies, problems, solved } = props.impact;
  return (
    <>
      {problems.length > 0 && <ProblemList problems={problems} />}
      {policies.map(({ policy, subject, effect, outcome, message }) => (
        <div key={`${policy} ${subject}`}>
          <Mark
            kind={
              outcome !== 'broken'
                ? 'none'
                : (effect === 'deny' && 'bad') || 'warning'
            }
          >
            {t(
              outcome === 'broken'
                ? 'platform.policyBroken'
                : 'platform.policyOther',
              { policy, subject },
            )}
          </Mark>
          {outcome !== 'pass' && <Muted> {message}</Muted>}
        </div>
      ))}
      {impacts.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {impacts.map(impact => (
            <ImpactLine
              key={`${impact.kind} ${impact.address}`}
              impact={impact}
            />
          ))}
        </Box>
      )}
      {settings.map(({ path, before, after }) => (
        <div key={path}>
          {t('platform.setting', { path: <Code>{path}</Code> })}{' '}
          <Code>{`${settingWords(before)} → ${settingWords(after)}`}</Code>
        </div>
      ))}
      {solved.length > 0 && (
        <Muted>{t('platform.solved', { count: solved.length })}</Muted>
      )}
    </>
  );
}

function Counts(props: { impacts: Impact[] }) {
  const t = useT();
  const actions = [...new Set(props.impacts.map(({ action }) => action))];
  return (
    <Muted>
      {actions
        .map(action => {
          const { verb } = actionOf(t, action);
          const count = props.impacts.filter(
            impact => impact.action === action,
          ).length;
          return `${verb} ${count}`;
        })
        .join(' · ')}
    </Muted>
  );
}

/** What changes in one environment, and why. */
export function ImpactRow(props: { impact: EnvironmentBlast; open: boolean }) {
  const t = useT();
  const links = useTuttiLinks();
  const { impact, open } = props;
  const { application, environment, outcome } = impact;
  const { mark, word } = OUTCOMES[outcome];
  return (
    <Disclosure
      open={open}
      summary={
        <>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {`${application}/${environment}`}
          </Box>
          <Mark kind={mark}>{t(word)}</Mark>
          <Grow />
          {'impacts' in impact && <Counts impacts={impact.impacts} />}
        </>
      }
    >
      <Stack sx={{ px: 2, pb: 2, pl: 4.5 }}>
        {'impacts' in impact ? (
          <Changes impact={impact} />
        ) : (
          <ProblemList problems={impact.problems} />
        )}
        <Link to={links.environment(application, environment)}>
          {t('platform.toEnvironment', { environment })}
        </Link>
      </Stack>
    </Disclosure>
  );
}
