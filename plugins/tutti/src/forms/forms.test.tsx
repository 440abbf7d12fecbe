import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { violations } from '../__testUtils__/violations';
import { tuttiApiRef } from '../api';
import { MockTutti } from '../mocks/MockTutti';
import { ApplicationPicker } from './ApplicationPicker';
import { EnvironmentsPicker } from './EnvironmentsPicker';
import { ResourcesPicker } from './ResourcesPicker';
import { validateResources } from './validateResources';
import { WorkloadPicker } from './WorkloadPicker';

const EXTENSIONS = [
  { name: 'TuttiApplicationPicker', component: ApplicationPicker },
  { name: 'TuttiWorkloadPicker', component: WorkloadPicker },
  { name: 'TuttiEnvironmentsPicker', component: EnvironmentsPicker },
  {
    name: 'TuttiResourcesPicker',
    component: ResourcesPicker,
    validation: validateResources,
  },
];

/** A form of one page, as the scaffolder shows it. */
function renderForm(
  properties: Record<string, object>,
  options: { tutti?: MockTutti; initial?: Record<string, unknown> } = {},
) {
  const created: unknown[] = [];
  const { container } = renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={{
          title: 'A template',
          steps: [{ title: 'Page', schema: { properties } }],
        }}
        extensions={EXTENSIONS}
        initialState={JSON.parse(JSON.stringify(options.initial ?? {}))}
        onCreate={async values => {
          created.push(values);
        }}
      />
    </SecretsContextProvider>,
    {
      apis: [
        [tuttiApiRef, options.tutti ?? new MockTutti()],
        mockApis.identity({
          userEntityRef: 'user:default/maria',
          ownershipEntityRefs: ['user:default/maria', 'group:default/team-a'],
        }),
      ],
    },
  );
  const user = userEvent.setup({ delay: null });
  return {
    container,
    user,
    /** Goes through the form and gives what the template would get. */
    async create() {
      await user.click(screen.getByRole('button', { name: 'Review' }));
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      await waitFor(() => expect(created).toHaveLength(1));
      return created[0];
    },
  };
}

beforeAll(() => {
  // The stepper scrolls to its top; there is nothing to scroll here.
  jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
});

function enter(field: HTMLElement, value: string): void {
  fireEvent.change(field, { target: { value } });
}

const RESOURCES = {
  resources: { type: 'array', 'ui:field': 'TuttiResourcesPicker' },
};

it('chooses resources of what the platform offers, with params by their type', async () => {
  const { container, user, create } = renderForm(RESOURCES);
  await user.click(
    await screen.findByRole('button', { name: 'Add PostgreSQL database' }),
  );
  const card = screen.getByRole('region', { name: 'postgres' });
  enter(within(card).getByLabelText(/version/), '16');
  enter(within(card).getByLabelText('Name in the Score file'), 'db');
  expect(screen.getByText(/DB_HOST/)).toBeInTheDocument();
  expect(await violations(container)).toEqual([]);
  expect(await create()).toMatchObject({
    resources: [{ name: 'db', type: 'postgres', params: { version: '16' } }],
  });
});

it('says what stands against a choice before the form goes on', async () => {
  const { user } = renderForm(RESOURCES, {
    initial: {
      resources: [
        { name: 'db', type: 'postgres', params: { version: 'new' } },
        { name: 'db', type: 'postgres', class: 'large' },
        { name: 'x', type: 'oracle' },
      ],
    },
  });
  await screen.findByRole('button', { name: 'Add PostgreSQL database' });
  await user.click(screen.getByRole('button', { name: 'Review' }));
  const said = await screen.findAllByText(/has the name of another resource/);
  expect(said.length).toBeGreaterThan(0);
  for (const text of [
    /the platform does not offer oracle here/,
    /not in development/,
    /^db: version must match/,
  ]) {
    expect(screen.getAllByText(text).length).toBeGreaterThan(0);
  }
});

it('begins with what a workload needs now, and follows when another is chosen', async () => {
  const tutti = new MockTutti();
  jest.spyOn(tutti, 'getWorkload').mockImplementation(async (_app, name) => ({
    ...tutti.details.shop.workloads[0],
    name,
    score: `resources: { ${name}-db: { type: postgres, params: { version: '15' } } }`,
    version: 1,
    updatedAt: '',
    updatedBy: '',
    edit: { kind: 'managed' },
  }));
  const { user, create } = renderForm(
    {
      application: { type: 'string', 'ui:field': 'TuttiApplicationPicker' },
      workload: {
        type: 'string',
        'ui:field': 'TuttiWorkloadPicker',
        'ui:options': { applicationField: 'application' },
      },
      resources: {
        type: 'array',
        'ui:field': 'TuttiResourcesPicker',
        'ui:options': {
          applicationField: 'application',
          workloadField: 'workload',
        },
      },
    },
    { tutti },
  );
  const [first, second] = tutti.details.shop.workloads;
  expect(
    screen.getAllByText('Choose the application first.').length,
  ).toBeGreaterThan(0);
  await user.click(
    await screen.findByRole('combobox', { name: 'Application' }),
  );
  await user.click(await screen.findByRole('option', { name: /\(shop\)/ }));
  for (const { name } of [first, second]) {
    await user.click(await screen.findByRole('combobox', { name: 'Workload' }));
    await user.click(await screen.findByRole('option', { name }));
    await screen.findByRole('region', { name: `${name}-db` });
  }
  expect(
    screen.queryByRole('region', { name: `${first.name}-db` }),
  ).not.toBeInTheDocument();
  expect(await create()).toMatchObject({
    application: 'shop',
    workload: second.name,
    resources: [{ name: `${second.name}-db`, params: { version: '15' } }],
  });
});

it('chooses environments by type, and says who makes the others', async () => {
  const tutti = new MockTutti();
  const view = await tutti.getPlatform();
  const { platform } = view;
  const { development, production } = platform!.environmentTypes;
  jest.spyOn(tutti, 'getPlatform').mockResolvedValue({
    ...view,
    platform: {
      ...platform!,
      environmentTypes: {
        development,
        production: {
          ...production,
          access: {
            ...production.access,
            create: ['group:default/release-managers'],
          },
        },
      },
    },
  });
  const { container, user, create } = renderForm(
    {
      environments: { type: 'array', 'ui:field': 'TuttiEnvironmentsPicker' },
    },
    { tutti },
  );
  const refused = await screen.findByRole('checkbox', { name: /Production/i });
  expect(refused).toBeDisabled();
  expect(refused).toHaveAccessibleDescription(
    /Made by: group:default\/release-managers\./,
  );
  await user.click(screen.getByRole('checkbox', { name: /Development/i }));
  expect(await violations(container)).toEqual([]);
  expect(await create()).toMatchObject({
    environments: [{ name: 'development', type: 'development' }],
  });
});
