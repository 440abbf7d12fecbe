import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { succeeded } from '../../mocks/deployments';
import { MockTutti } from '../../mocks/MockTutti';
import { ahead } from '../../mocks/waiting';

const HOUR = 3_600_000;
const STAGING = '/tutti/applications/shop/environments/staging';

type Staging = Awaited<ReturnType<MockTutti['getEnvironment']>>;

/** A Tutti in which staging is otherwise. */
function stagingThat(change: Partial<Staging>) {
  const tutti = new MockTutti();
  const { shop } = tutti.details;
  tutti.details.shop = {
    ...shop,
    environments: shop.environments.map(each =>
      each.name === 'staging' ? { ...each, ...change } : each,
    ),
  };
  return tutti;
}

async function opened(tutti = new MockTutti()) {
  const rendered = renderTutti(STAGING, { tutti });
  const { user } = rendered;
  await user.click(
    await screen.findByRole('button', { name: 'More for staging' }),
  );
  const menu = await screen.findByRole('menu');
  const choose = (name: string | RegExp) =>
    user.click(within(menu).getByRole('menuitem', { name }));
  /** What the plan was asked for. */
  const asked = async () => {
    await waitFor(() =>
      expect(rendered.address()).toMatch('/tutti/plans/plan-'),
    );
    return tutti.plans['plan-7c1e'].input;
  };
  const see = () =>
    user.click(screen.getByRole('button', { name: 'See what would happen' }));
  return { ...rendered, menu, choose, asked, see };
}

describe('Verbs of an environment lead to a plan first', () => {
  it('rolls back to a success that is chosen among all', async () => {
    const tutti = new MockTutti();
    for (const number of [28, 29, 30]) {
      tutti.deployments[`d-${number}`] = {
        ...succeeded,
        id: `d-${number}`,
        number,
        environment: 'staging',
      };
    }
    const { choose, user, see, asked } = await opened(tutti);
    await choose('Roll back to…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Roll staging back',
    });
    const choices = await within(dialog).findAllByRole('radio');
    expect(choices).toHaveLength(3); // the failed one is none
    // The last one failed: what stood before it is what people want back.
    expect(choices[0]).toBeChecked();
    expect(
      within(dialog).getByRole('radio', { name: /^#30, r41 .*runs now$/ }),
    ).toBeChecked();
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: /^#29/ }));
    await see();
    expect(await asked()).toEqual({ rollbackTo: 'd-29' });
  });

  it('promotes from the stage before it', async () => {
    const { choose, see, asked } = await opened();
    await choose('Promote from…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Promote to staging',
    });
    expect(
      await within(dialog).findByRole('radio', { name: 'development r41' }),
    ).toBeChecked();
    await see();
    expect(await asked()).toEqual({ promoteFrom: 'development' });
  });

  it('scales: only what was changed is asked for', async () => {
    const { choose, user, see, asked } = await opened(
      stagingThat({ replicas: { cart: 2 } }),
    );
    await choose('Scale…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Scale workloads of staging',
    });
    const go = within(dialog).getByRole('button', {
      name: 'See what would happen',
    });
    expect(go).toHaveAccessibleDescription('Change something first.');
    expect(within(dialog).getByLabelText('Replicas of cart')).toHaveValue('2');
    const web = within(dialog).getByLabelText('Replicas of web');
    await user.type(web, 'x');
    expect(go).toHaveAccessibleDescription(/whole numbers from 0/);
    await user.clear(web);
    await user.type(web, '3');
    expect(await violations(dialog)).toEqual([]);
    await see();
    expect(await asked()).toEqual({ replicas: { web: 3 } });
  });

  it('restarts the workloads that are chosen', async () => {
    const { choose, user, see, asked } = await opened();
    await choose('Restart…');
    await user.click(await screen.findByRole('checkbox', { name: 'web' }));
    await user.click(screen.getByRole('checkbox', { name: 'cart' }));
    await see();
    expect(await asked()).toEqual({ restart: ['cart', 'web'] });
  });

  it('rotates the passwords that were generated for a resource, and says who needs it', async () => {
    const { choose, user, see, asked } = await opened();
    await choose('Rotate…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Rotate passwords of staging',
    });
    // The cache has none.
    expect(await within(dialog).findAllByRole('checkbox')).toHaveLength(1);
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('checkbox', {
        name: 'postgres.default#main password app, needed by catalog, checkout',
      }),
    );
    await see();
    expect(await asked()).toEqual({ rotate: ['postgres.default#main'] });
  });

  it('pauses', async () => {
    const { choose, asked } = await opened();
    await choose(/^Pause…/);
    expect(await asked()).toEqual({ pause: true });
  });

  it('holds automation with a reason that everybody sees, until it is resumed', async () => {
    const { choose, user } = await opened();
    await choose(/^Hold automation…/);
    await user.type(await screen.findByLabelText('Why'), 'moving the data');
    await user.click(screen.getByRole('button', { name: 'Hold automation' }));
    const state = screen.getByRole('region', { name: 'State' });
    expect(
      await within(state).findByText(/“moving the data”/),
    ).toBeInTheDocument();
    await user.click(
      within(state).getByRole('button', {
        name: 'Resume automation in staging',
      }),
    );
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Resume',
      }),
    );
    await waitFor(() =>
      expect(within(state).queryByText(/moving the data/)).toBeNull(),
    );
  });

  it('keeps in sight what one may not do, with the reason', async () => {
    const { menu } = await opened(
      stagingThat({ allowed: { operate: no('Operating is for team-a.') } }),
    );
    const pause = within(menu).getByRole('menuitem', { name: /^Pause…/ });
    expect(pause).toHaveAttribute('aria-disabled', 'true');
    expect(pause).toHaveTextContent('Operating is for team-a.');
  });

  it('has nothing to scale where nothing was deployed', async () => {
    const { menu } = await opened(
      stagingThat({ release: undefined, lastDeployment: undefined }),
    );
    expect(
      within(menu).getByRole('menuitem', { name: /^Scale…/ }),
    ).toHaveTextContent('Nothing runs here yet');
  });
});

describe('What keeps deployments out is seen on the page and on the tile', () => {
  const state = {
    paused: true as const,
    hold: { by: 'user:default/jon', since: ahead(-HOUR), reason: 'latency' },
    frozen: { title: 'Weekend', until: ahead(14.5 * HOUR) },
  };

  it.each([STAGING, '/tutti/applications/shop'])('%s', async address => {
    const { user, container, tutti } = renderTutti(address, {
      tutti: stagingThat(state),
    });
    const held = await screen.findByText(/“latency”/);
    expect(held).toHaveTextContent('Put on hold 1 h ago by jon');
    expect(
      screen.getByText(/^Weekend: nothing starts before/),
    ).toHaveTextContent(
      /, in 14 h\. What is asked for now waits until then\.$/,
    );
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Resume staging' }));
    await waitFor(() =>
      expect(tutti.plans['plan-7c1e'].input).toEqual({ pause: false }),
    );
  });

  it('replicas that somebody chose stand there too', async () => {
    renderTutti(STAGING, { tutti: stagingThat({ replicas: { web: 3 } }) });
    expect(
      await screen.findByText('Chosen replicas: web 3'),
    ).toBeInTheDocument();
  });
});

it('the history leads back to each success', async () => {
  const tutti = new MockTutti();
  tutti.deployments['d-30'] = {
    ...succeeded,
    id: 'd-30',
    number: 30,
    environment: 'staging',
    verb: 'Promote r40 from development',
  };
  const { user } = renderTutti(`${STAGING}?tab=history`, { tutti });
  const table = await screen.findByRole('table', { name: 'Deployments' });
  expect(table).toHaveTextContent('Promote r40 from development');
  const row = within(table).getByRole('row', { name: /^#30/ });
  await user.click(
    within(row).getByRole('button', { name: 'Roll back to #30' }),
  );
  await waitFor(() =>
    expect(tutti.plans['plan-7c1e'].input).toEqual({ rollbackTo: 'd-30' }),
  );
});
