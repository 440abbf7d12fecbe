import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import useMediaQuery from '@mui/material/useMediaQuery';
import type {
  DeploymentDetail,
  DeploymentStepsQuery,
} from '@tutti/plugin-tutti-common';
import { useMemo } from 'react';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { ErrorNote } from '../../ui/ErrorNote';
import { ChoiceField } from '../../ui/ChoiceField';
import { FindField } from '../../ui/FindField';
import { PlainButton } from '../../ui/PlainButton';
import { Grow, Row, Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { progressOf } from './runEvents';
import { ORDERED, orderedSteps } from './orderedSteps';
import { isShown, SHOWN, shownSteps } from './shownSteps';
import { StepGraph } from './StepGraph';
import { StepList } from './StepList';
import { useStepPages } from './useStepPages';

/** Beyond this a graph is a wall; the list stays readable. */
const GRAPH_AT_MOST = 60;

/** A picture of more takes long to lay out, and shows nothing. */
const DRAWN_AT_MOST = 300;

/** Fewer than these are seen at a glance. */
const WORTH_FINDING = 12;

const words = {
  all: 'deployment.showAll',
  changes: 'deployment.showChanges',
  failed: 'deployment.showFailed',
  near: 'deployment.showNear',
} as const;

const orderWords = {
  run: 'deployment.orderRun',
  name: 'application.sortName',
  state: 'deployment.orderState',
  took: 'deployment.orderTook',
} as const;

/** The steps as a graph or a list, all of them or those that matter. */
export function Steps(props: {
  detail: DeploymentDetail;
  chosen: string;
  onChoose(address: string): void;
  /** Brings steps that are not at hand. */
  load(query: DeploymentStepsQuery): Promise<number | undefined>;
}) {
  const { detail, chosen, onChoose, load } = props;
  const t = useT();
  const narrow = useMediaQuery('(max-width: 760px)');
  const { of } = progressOf(detail);
  const many = of > GRAPH_AT_MOST;
  const [form, setForm] = useUrlState(
    'view',
    many || narrow ? 'list' : 'graph',
  );
  const [asked, setShow] = useUrlState('show', 'all');
  const [find, setFind] = useUrlState('find');
  const [sorted, setOrder] = useUrlState('order', 'run');
  const order = ORDERED.find(each => each === sorted) ?? 'run';
  const show = isShown(asked) ? asked : 'all';
  const steps = useMemo(
    () => shownSteps(detail.steps, { show, find, chosen }),
    [detail.steps, show, find, chosen],
  );
  const pages = useStepPages(detail, load, { show, find });
  const drawn =
    form === 'list'
      ? orderedSteps(steps, order)
      : steps.slice(0, DRAWN_AT_MOST);
  const view = { detail, steps: drawn, chosen, onChoose };
  return (
    <Surface
      aria-label={t('deployment.steps')}
      sx={{ p: 2, gridArea: 'steps' }}
    >
      <Row sx={{ mb: 1.5 }}>
        <SectionTitle>{t('deployment.steps')}</SectionTitle>
        {drawn.length < of && (
          <Muted role="status">
            {t('deployment.stepsShown', {
              shown: String(drawn.length),
              count: of,
            })}
          </Muted>
        )}
        <Grow />
        {of > WORTH_FINDING && (
          <FindField
            label={t('deployment.findStep')}
            text={find}
            onText={setFind}
          />
        )}
        <ChoiceField
          label={t('deployment.show')}
          value={show}
          choices={SHOWN.map(each => ({ value: each, name: t(words[each]) }))}
          minWidth={170}
          onChange={setShow}
        />
        {form === 'list' && (
          <ChoiceField
            label={t('application.sortBy')}
            value={order}
            choices={ORDERED.map(each => ({
              value: each,
              name: t(orderWords[each]),
            }))}
            minWidth={150}
            onChange={setOrder}
          />
        )}
        <ToggleButtonGroup
          size="small"
          exclusive
          value={form}
          onChange={(_, value: string | null) => value && setForm(value)}
          aria-label={t('deployment.howShown')}
          sx={{ '& button': { textTransform: 'none', py: 0.25, px: 1.5 } }}
        >
          <ToggleButton value="graph">{t('deployment.graph')}</ToggleButton>
          <ToggleButton value="list">{t('deployment.list')}</ToggleButton>
        </ToggleButtonGroup>
      </Row>
      {steps.length === 0 && <Muted>{t('deployment.noStepShown')}</Muted>}
      {form === 'list' ? <StepList {...view} /> : <StepGraph {...view} />}
      {form === 'graph' && drawn.length < steps.length && (
        <Muted>{t('deployment.graphPart')}</Muted>
      )}
      <ErrorNote error={pages.error} what={t('plan.stepsFailed')} />
      {pages.loadMore && (
        <PlainButton variant="outlined" sx={{ mt: 1 }} onClick={pages.loadMore}>
          {t('plan.moreSteps')}
        </PlainButton>
      )}
    </Surface>
  );
}
