import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import type {
  Allowed,
  ComparedSide,
  ComparisonView,
} from '@tutti/plugin-tutti-common';
import { applicationQuestion, compareQuestion } from '../../data/questions';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { Translate, useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Field } from '../../ui/Field';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { Toggle } from '../../ui/Toggle';
import { SectionTable } from './SectionTable';
import { environmentRef, sideName } from './sideWords';
import { useSides } from './useSides';

/** Another environment of the same application in place of what stands on one side. */
function SidePicker(props: {
  label: string;
  value: string;
  side: ComparedSide;
  onChange(ref: string): void;
}) {
  const t = useT();
  const { label, value, side, onChange } = props;
  const { application } = side;
  const answer = useTutti(applicationQuestion, [application]);
  const refs = (answer.data?.environments ?? []).map(({ name }) => ({
    ref: environmentRef(application, name),
    name,
  }));
  return (
    <Field
      select
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      sx={{ minWidth: 200 }}
    >
      {refs.every(({ ref }) => ref !== value) && (
        <MenuItem value={value}>{sideName(t, side)}</MenuItem>
      )}
      {refs.map(({ ref, name }) => (
        <MenuItem key={ref} value={ref}>
          {name}
        </MenuItem>
      ))}
    </Field>
  );
}

/** Why the left side's release cannot become what the right environment has. */
function promotable(t: Translate, view: ComparisonView): Allowed | undefined {
  const { left, right, allowed } = view;
  if (!left.release) {
    return { allowed: false, reason: t('compare.promoteNothing') };
  }
  return left.release.id === right.release?.id
    ? {
        allowed: false,
        reason: t('compare.promoteSame', {
          environment: right.environment ?? '',
        }),
      }
    : allowed.promote;
}

function Promote(props: { view: ComparisonView }) {
  const t = useT();
  const { view } = props;
  const { left, right } = view;
  const requestPlan = useRequestPlan();
  const { environment, application } = right;
  if (
    right.kind !== 'environment' ||
    environment === undefined ||
    left.application !== application
  ) {
    return null;
  }
  const allowed = promotable(t, view);
  return (
    <AllowedButton
      variant="contained"
      disableElevation
      allowed={allowed}
      right={
        view.allowed.promote?.allowed === false
          ? { application, environment, verb: 'deploy' }
          : undefined
      }
      onClick={() =>
        requestPlan(application, environment, {
          // With the images that it runs there, whatever their tags name by now.
          ...(left.kind === 'environment' &&
            left.environment !== undefined && {
              promoteFrom: left.environment,
            }),
          releaseId: left.release?.id,
        })
      }
    >
      {left.release
        ? t('compare.promote', {
            number: String(left.release.number),
            environment,
          })
        : t('compare.promoteTo', { environment })}
    </AllowedButton>
  );
}

function Side(props: { side: ComparedSide }) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, environment, release, deployment } = props.side;
  return (
    <Muted>
      <Link
        to={
          environment === undefined
            ? links.application(application)
            : links.environment(application, environment)
        }
      >
        {environment === undefined
          ? application
          : `${application}/${environment}`}
      </Link>{' '}
      {release
        ? t('compare.runs', { number: String(release.number) })
        : t('compare.runsNothing')}
      {deployment && (
        <>
          {', '}
          <Link to={links.deployment(deployment.id)}>#{deployment.number}</Link>
        </>
      )}
    </Muted>
  );
}

function Comparison(props: {
  left: string;
  right: string;
  onSides(left: string, right: string): void;
}) {
  const t = useT();
  const { left, right, onSides } = props;
  const answer = useTutti(compareQuestion, [left, right]);
  const [same, setSame] = useUrlState('same');
  return (
    <Loaded
      answer={answer}
      what={t('compare.what')}
      skeleton={<Skeletons count={3} height={120} />}
    >
      {view => {
        const sides = {
          left: sideName(t, view.left),
          right: sideName(t, view.right),
        };
        const differs = view.sections.some(({ changed }) => changed.length > 0);
        return (
          <>
            <Row>
              <SidePicker
                label={t('compare.left')}
                value={left}
                side={view.left}
                onChange={ref => onSides(ref, right)}
              />
              <Tooltip title={t('compare.swap')}>
                <IconButton
                  aria-label={t('compare.swap')}
                  onClick={() => onSides(right, left)}
                >
                  <SwapHoriz />
                </IconButton>
              </Tooltip>
              <SidePicker
                label={t('compare.right')}
                value={right}
                side={view.right}
                onChange={ref => onSides(left, ref)}
              />
              <Toggle
                label={t('compare.showSame')}
                on={same === 'yes'}
                onChange={on => setSame(on ? 'yes' : '')}
              />
              <Grow />
              <Promote view={view} />
            </Row>
            <Row>
              <Side side={view.left} />
              <Side side={view.right} />
            </Row>
            {!differs && (
              <Surface>
                <EmptyNote title={t('compare.nothing')}>
                  {t('compare.nothingText', sides)}
                </EmptyNote>
              </Surface>
            )}
            {view.sections.map(comparison => (
              <SectionTable
                key={comparison.section}
                comparison={comparison}
                sides={sides}
                showSame={same === 'yes'}
              />
            ))}
          </>
        );
      }}
    </Loaded>
  );
}

/** Two of anything, side by side; what is compared stands in the address. */
export function ComparePage() {
  const t = useT();
  useTabTitle(t('compare.title'));
  const links = useTuttiLinks();
  const [sides, setSides] = useSides();
  const { left, right } = sides;
  return (
    <BreadcrumbEntry
      entry={{ label: t('compare.title'), href: links.compare(left, right) }}
    >
      <PageBody>
        <header>
          <PageTitle>{t('compare.title')}</PageTitle>
        </header>
        {left && right ? (
          <Comparison left={left} right={right} onSides={setSides} />
        ) : (
          <Surface>
            <EmptyNote
              title={t('compare.choose')}
              actions={
                <Link to={links.applications()}>
                  {t('applications.pageTitle')}
                </Link>
              }
            >
              {t('compare.chooseText')}
            </EmptyNote>
          </Surface>
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
