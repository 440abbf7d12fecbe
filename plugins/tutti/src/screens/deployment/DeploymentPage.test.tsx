import { act, screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import {
  failed,
  liveEvents,
  running,
  succeeded,
} from '../../mocks/deployments';
import { MockTutti } from '../../mocks/MockTutti';

const LIVE = '/tutti/deployments/deployment-live';
const FAILED = '/tutti/deployments/deployment-31';

const phases = () => screen.findByRole('list', { name: 'Phases' });

describe('Deployment', () => {
  it('tells which contents ran', async () => {
    const tutti = new MockTutti();
    tutti.deployments[succeeded.id] = {
      ...succeeded,
      images: {
        items: [
          {
            workload: 'web',
            container: 'main',
            image: 'registry.example/shop/web:1.9.2',
            digest: `sha256:${'ab12'.repeat(16)}`,
          },
          {
            workload: 'web',
            container: 'proxy',
            image: 'envoy:1.30',
            unknown: 'differs',
          },
        ],
      },
    };
    const { user, container } = renderTutti(
      `/tutti/deployments/${succeeded.id}`,
      { tutti },
    );
    await user.click(await screen.findByText('Images that ran'));
    const list = await screen.findByRole('list', { name: 'Images that ran' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'web/mainregistry.example/shop/web:1.9.2sha256:ab12ab12ab12',
      'web/proxyenvoy:1.30more than one digest: the tag moved',
    ]);
    expect(await violations(container)).toEqual([]);
  });

  it('says the cause first, with what supports it', async () => {
    const { container, user } = renderTutti(FAILED);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(
      /^checkout: image registry.example\/shop\/checkout:1.2.0 cannot be pulled: not found/,
    );
    expect(alert).toHaveTextContent('ImagePullBackOff');
    expect(alert).toHaveTextContent('checkout-6d9f7c-x2lqp');
    await user.click(within(alert).getByText('Last lines of its log (2)'));
    expect(
      await within(alert).findByText(/the image never came/),
    ).toBeInTheDocument();
    expect(await phases()).toHaveTextContent('Deploy 9/11');
    expect(
      screen.getByRole('region', { name: 'Step checkout' }),
    ).toHaveTextContent('0 of 1 replicas ready');
    expect(await violations(container)).toEqual([]);
  });

  it('shows the steps as a graph of buttons, or as a list', async () => {
    const { user, address } = renderTutti(FAILED);
    const graph = await screen.findByRole('group', { name: /^Steps/ });
    const main = within(graph).getByRole('button', { name: /^main/ });
    expect(main).toHaveTextContent('mainDonepostgres');
    await user.click(main);
    expect(address()).toBe(`${FAILED}?step=postgres.default#main`);
    const details = screen.getByRole('region', { name: 'Step main' });
    expect(details).toHaveTextContent('postgres-in-cluster');
    expect(details).toHaveTextContent('passwordsecret, set');

    await user.click(screen.getByRole('button', { name: 'List' }));
    const list = screen.getByRole('list', { name: 'Steps' });
    expect(
      within(list).getByRole('button', { name: /^Failed checkout/ }),
    ).toBeInTheDocument();
    expect(
      within(list).getByRole('button', { name: /^Done main/, pressed: true }),
    ).toBeInTheDocument();
    expect(address()).toContain('view=list');
  });

  it('follows a run to its end without a reload, then stops asking', async () => {
    const tutti = new MockTutti();
    const ask = jest.spyOn(tutti, 'getEvents');
    renderTutti(LIVE, { tutti });
    expect(await phases()).toHaveTextContent('Deploy 6/11');
    await waitFor(() =>
      expect(ask).toHaveBeenLastCalledWith(
        expect.objectContaining({ after: 0, wait: 20 }),
      ),
    );
    const events = liveEvents(running.id);
    act(() => tutti.emit(...events.slice(0, 4)));
    await waitFor(async () =>
      expect(await phases()).toHaveTextContent('Deploy 7/11'),
    );
    expect(screen.getByRole('log')).toHaveTextContent('applying 3 objects');
    expect(ask).toHaveBeenLastCalledWith(
      expect.objectContaining({ after: 4, wait: 20 }),
    );
    tutti.deployments[running.id] = {
      ...succeeded,
      id: running.id,
      allowed: succeeded.allowed,
    };
    act(() => tutti.emit(...events.slice(4)));
    expect(
      await screen.findByRole('button', { name: 'Redeploy' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(ask).toHaveBeenLastCalledWith(
        expect.not.objectContaining({ wait: 20 }),
      ),
    );
    const asked = ask.mock.calls.length;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(ask).toHaveBeenCalledTimes(asked);
  });

  it('goes on with the next event after a lost connection', async () => {
    const tutti = new MockTutti();
    const good = tutti.getEvents.bind(tutti);
    const afters: number[] = [];
    let broken = false;
    tutti.getEvents = async query => {
      afters.push(query.after);
      if (broken) throw new TypeError('Failed to fetch');
      return good(query);
    };
    const events = liveEvents(running.id);
    tutti.emit(...events.slice(0, 2));
    renderTutti(LIVE, { tutti });
    expect(await screen.findByText(/applying 3 objects/)).toBeInTheDocument();
    await waitFor(() => expect(afters.at(-1)).toBe(2));
    broken = true;
    act(() => tutti.emit(events[2]));
    expect(
      await screen.findByText(/The connection to the server is lost/),
    ).toBeInTheDocument();
    expect(await phases()).toBeInTheDocument(); // what was known stays
    broken = false;
    await waitFor(
      () =>
        expect(
          screen.queryByText(/The connection to the server is lost/),
        ).not.toBeInTheDocument(),
      { timeout: 5_000 },
    );
    const lines = within(screen.getByRole('log'));
    expect(lines.getAllByText(/applying 3 objects/)).toHaveLength(1);
    expect(lines.getAllByText(/StatefulSet created/)).toHaveLength(1);
    expect(Math.min(...afters.slice(afters.indexOf(2)))).toBe(2);
  });

  it('asks before it cancels, and says what stays', async () => {
    const { user, tutti } = renderTutti(LIVE);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Cancel deployment #32?',
    });
    expect(dialog).toHaveTextContent('6 of 11 steps are done');
    await user.click(
      within(dialog).getByRole('button', { name: 'Cancel #32' }),
    );
    expect(await screen.findByText('Cancelling')).toBeInTheDocument();
    expect(tutti.deployments[running.id].status).toBe('cancelling');
  });

  it('redeploys the same release by a new plan', async () => {
    const { user, tutti, address } = renderTutti(FAILED);
    await user.click(await screen.findByRole('button', { name: 'Redeploy' }));
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
    expect(tutti.plans['plan-7c1e'].input).toEqual({
      releaseId: 'release-41',
    });
  });

  it('searches its log and narrows it to one step', async () => {
    const tutti = new MockTutti();
    tutti.emit(...liveEvents(running.id).slice(0, 8));
    const { user } = renderTutti(LIVE, { tutti });
    const log = await screen.findByRole('log');
    await within(log).findByText(/applying 2 objects/);
    await user.click(
      screen.getByRole('button', { name: 'Only this step in the log' }),
    );
    expect(within(log).queryByText(/applying 2 objects/)).toBeNull();
    await user.type(
      screen.getByRole('searchbox', { name: 'Search the log' }),
      'statefulset',
    );
    expect(screen.getByText('1 line')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /^Only postgres/ }));
    await user.clear(screen.getByRole('searchbox'));
    expect(
      await within(log).findByText(/applying 2 objects/),
    ).toBeInTheDocument();
  });

  it('is unlocked with a reason after an interruption', async () => {
    const tutti = new MockTutti();
    tutti.deployments['deployment-31'] = {
      ...failed,
      status: 'interrupted',
      failures: [],
    };
    const unlock = jest.spyOn(tutti, 'unlockEnvironment');
    const { user } = renderTutti(FAILED, { tutti });
    const button = await screen.findByRole('button', {
      name: 'Unlock staging',
    });
    expect(button).toHaveAccessibleDescription('Say why it is safe first.');
    await user.type(
      screen.getByLabelText('What you found, and why it is safe'),
      'The job never started.',
    );
    await user.click(button);
    await waitFor(() =>
      expect(unlock).toHaveBeenCalledWith(
        'shop',
        'staging',
        'The job never started.',
      ),
    );
  });

  it('shows an error where it would be, and tries again', async () => {
    const tutti = new MockTutti();
    const good = tutti.getDeployment.bind(tutti);
    tutti.getDeployment = () => Promise.reject(new Error('out of reach'));
    const { user } = renderTutti(FAILED, { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    tutti.getDeployment = good;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await phases()).toBeInTheDocument();
  });
});
