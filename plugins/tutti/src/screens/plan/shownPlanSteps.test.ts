import { wholeStagingPlan } from '../../mocks/plans';
import { actionsOf, shownPlanSteps } from './shownPlanSteps';

const { steps } = wholeStagingPlan;
const nameOf = ({ address }: { address: string }) => address;

it('knows the actions that there are, the heaviest first', () => {
  expect(actionsOf(steps)).toEqual(['replace', 'update', 'create', 'keep']);
});

it('puts what costs most first', () => {
  const [first] = shownPlanSteps(steps, { sort: 'action', nameOf });
  expect(first.action).toBe('replace');
});

it('shows the steps of one action by name', () => {
  const shown = shownPlanSteps(steps, {
    action: 'update',
    sort: 'name',
    nameOf,
  });
  expect(shown.map(({ action }) => action)).toEqual([
    'update',
    'update',
    'update',
  ]);
  expect(shown.map(nameOf)).toEqual(shown.map(nameOf).sort());
});
