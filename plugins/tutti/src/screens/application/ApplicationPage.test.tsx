import { NotFoundError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { shop } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';

const tile = (name: string) => screen.findByRole('region', { name });

describe('Application', () => {
  it('shows a tile per environment, with what waits between them', async () => {
    renderTutti('/tutti/applications/shop');
    const staging = await tile('staging');
    expect(staging).toHaveTextContent('r40');
    expect(staging).toHaveTextContent('Degraded 5/6');
    expect(staging).toHaveTextContent('checkout: ImagePullBackOff');
    expect(staging).toHaveTextContent('Failed#31r41');
    expect(staging).toHaveTextContent(/checkout:1.2.0 cannot be pulled/);
    expect(
      screen.getByTitle('3 changes are not yet in staging'),
    ).toBeInTheDocument();
  });

  it('says where a release is on its way, and what it waits for', async () => {
    renderTutti('/tutti/applications/shop');
    const production = await tile('production');
    await waitFor(() =>
      expect(production).toHaveTextContent(
        /coming.*r40 from staging #56\. It has to stay healthy where it succeeded: it is promoted by itself .+\./,
      ),
    );
    expect(
      within(production).getByRole('link', { name: '#56' }),
    ).toHaveAttribute('href', '/tutti/deployments/deployment-56');
  });

  it('promotes the set of the stage before it: a button, and its plan', async () => {
    const { user, address } = renderTutti('/tutti/applications/shop');
    await user.click(
      await screen.findByRole('button', {
        name: 'Promote r41 from development to staging',
      }),
    );
    await waitFor(() => expect(address()).toMatch(/^\/tutti\/plans\//));
    expect(
      await screen.findByRole('heading', {
        name: 'Promote r41 from development to staging',
      }),
    ).toBeInTheDocument();
  });

  it('says where pods are simulated, and nowhere else', async () => {
    renderTutti('/tutti/applications/shop');
    const chip = 'Sandbox: pods are simulated';
    expect(await tile('development')).toHaveTextContent(chip);
    expect(await tile('production')).not.toHaveTextContent(chip);
  });

  it('keeps a refused button in sight and says why', async () => {
    const { user, address } = renderTutti('/tutti/applications/shop');
    const deploy = within(await tile('production')).getByRole('button', {
      name: 'Deploy to production',
    });
    expect(deploy).toHaveAttribute('aria-disabled', 'true');
    expect(deploy).toHaveAccessibleDescription(
      'Only the owner team-a may deploy to production.',
    );
    await user.click(deploy);
    expect(address()).toBe('/tutti/applications/shop');
  });

  it('says who may when a refused button is pressed, by keyboard too', async () => {
    const { user } = renderTutti('/tutti/applications/shop');
    const deploy = within(await tile('production')).getByRole('button', {
      name: 'Deploy to production',
    });
    act(() => deploy.focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', {
      name: 'Why may I not?',
    });
    expect(
      await within(dialog).findByText('access.deploy of Production'),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('Who may: release-managers');
    expect(await violations(dialog)).toEqual([]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(deploy).toHaveFocus();
  });

  it('goes from Deploy to a plan', async () => {
    const { user, address } = renderTutti('/tutti/applications/shop');
    await user.click(
      await screen.findByRole('button', { name: 'Deploy to staging' }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
  });

  it('plans with other images, only those that differ', async () => {
    const tutti = new MockTutti();
    const { user, address } = renderTutti('/tutti/applications/shop', {
      tutti,
    });
    await user.click(
      await screen.findByRole('button', { name: 'More for staging' }),
    );
    await user.click(
      await screen.findByRole('menuitem', { name: 'Change images…' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Change images in staging',
    });
    const web = await within(dialog).findByLabelText('web');
    expect(within(dialog).queryByLabelText('mail')).not.toBeInTheDocument();
    await user.clear(web);
    await user.paste('registry.example/shop/web:2.0.0');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Plan for staging' }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
    expect(tutti.plans['plan-7c1e'].input).toEqual({
      images: { web: { web: 'registry.example/shop/web:2.0.0' } },
    });
  });

  it('deploys all again by force', async () => {
    const tutti = new MockTutti();
    const { user, address } = renderTutti('/tutti/applications/shop', {
      tutti,
    });
    await user.click(
      await screen.findByRole('button', { name: 'More for staging' }),
    );
    await user.click(
      await screen.findByRole('menuitem', { name: /^Deploy all again/ }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
    expect(tutti.plans['plan-7c1e'].input).toEqual({ force: true });
  });

  it('keeps its tabs in the address', async () => {
    const { user, address } = renderTutti('/tutti/applications/shop');
    await user.click(await screen.findByRole('tab', { name: 'Resources' }));
    expect(address()).toBe('/tutti/applications/shop?tab=resources');
    const table = await screen.findByRole('table', { name: 'Resources' });
    expect(table).toHaveTextContent('postgres-main-3f');
    expect(table).toHaveTextContent('secret, set');
    expect(table).not.toHaveTextContent('(secret)');
  });

  it('keeps old data when a refresh fails, and says so', async () => {
    const tutti = new MockTutti();
    const { user } = renderTutti('/tutti/applications/shop', { tutti });
    await tile('staging');
    tutti.getApplication = () => Promise.reject(new Error('out of reach'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    expect(await tile('staging')).toHaveTextContent('r40');
    tutti.getApplication = async () => shop;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('says that it is not there, or not for this reader', async () => {
    const tutti = new MockTutti();
    tutti.getApplication = () => Promise.reject(new NotFoundError('no'));
    renderTutti('/tutti/applications/other', { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No application here',
    );
  });

  it('can be used with a screen reader', async () => {
    const { container } = renderTutti('/tutti/applications/shop');
    await tile('staging');
    expect(await violations(container)).toEqual([]);
  });
});

describe('Deployments', () => {
  it('shows the newest first, and older ones when asked', async () => {
    const tutti = new MockTutti();
    const all = (await tutti.listDeployments()).items;
    const asked: unknown[] = [];
    tutti.listDeployments = async query => {
      asked.push(query?.before);
      return query?.before
        ? { items: all.slice(1) }
        : { items: all.slice(0, 1), next: 'cursor' };
    };
    const { user, container } = renderTutti(
      '/tutti/applications/shop?tab=deployments',
      { tutti },
    );
    const table = await screen.findByRole('table', { name: 'Deployments' });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(all.length + 1),
    );
    expect(asked).toContain('cursor');
    expect(table).toHaveTextContent('checkout: ImagePullBackOff');
    expect(
      screen.queryByRole('button', { name: 'Show older' }),
    ).not.toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });
});
