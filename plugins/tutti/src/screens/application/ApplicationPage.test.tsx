import { NotFoundError, ResponseError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import { WorkloadRefusedError } from '@tutti/plugin-tutti-common';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no, shop } from '../../mocks/applications';
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

describe('Workloads', () => {
  const editor = async () =>
    within(await screen.findByRole('dialog')).findByRole('textbox', {
      name: 'Score file',
    });

  it('marks the problems of a text at their lines', async () => {
    const { user } = renderTutti('/tutti/applications/shop?workload=checkout');
    const text = await editor();
    expect(text).toHaveAttribute('aria-invalid', 'true');
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('RETRIES must be text');
    expect(dialog).toHaveTextContent('Write "3" in quotes.');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'checkout/score.yaml:9:16' }),
    );
    expect(text).toHaveFocus();
    expect(
      text instanceof HTMLTextAreaElement &&
        text.value.slice(text.selectionStart, text.selectionEnd),
    ).toBe('      RETRIES: 3');
  });

  it('saves a good text and says when it runs', async () => {
    const { user, tutti, toasts, address } = renderTutti(
      '/tutti/applications/shop?workload=web',
    );
    const text = await editor();
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save).toHaveAccessibleDescription('Nothing was changed.');
    await user.type(text, '# one more line');
    await user.click(save);
    await waitFor(() => expect(address()).toBe('/tutti/applications/shop'));
    expect(tutti.scores.web).toMatch(/# one more line$/);
    expect(toasts).toEqual(['web is saved. It runs with the next deployment.']);
  });

  it('keeps a refused text open with what is wrong', async () => {
    const tutti = new MockTutti();
    tutti.putWorkload = () =>
      Promise.reject(
        new WorkloadRefusedError('refused', [
          {
            severity: 'error',
            code: 'SchemaViolation',
            message: 'Unknown key kind.',
            line: 1,
          },
        ]),
      );
    const { user } = renderTutti('/tutti/applications/shop?workload=web', {
      tutti,
    });
    const text = await editor();
    await user.type(text, 'x');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Unknown key kind.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'line 1' })).toBeInTheDocument();
    expect(text).toBeInTheDocument();
  });

  it('shows a text from a repository, to read only', async () => {
    renderTutti('/tutti/applications/shop?workload=catalog');
    const dialog = await screen.findByRole('dialog', {
      name: 'Score file of catalog',
    });
    expect(
      await within(dialog).findByRole('link', {
        name: 'https://git.example/shop/catalog/blob/main/score.yaml',
      }),
    ).toBeInTheDocument();
    expect(within(dialog).queryByRole('textbox')).not.toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: 'Save' }),
    ).not.toBeInTheDocument();
  });

  it('adds a workload under the name in its text', async () => {
    const { user, tutti } = renderTutti('/tutti/applications/shop');
    await user.click(
      await screen.findByRole('button', { name: 'Add workload' }),
    );
    const text = await editor();
    await user.clear(text);
    await user.paste('metadata:\n  name: web\n');
    expect(
      screen.getByRole('button', { name: 'Add web' }),
    ).toHaveAccessibleDescription('Online shop already has a workload web.');
    await user.clear(text);
    await user.paste('metadata:\n  name: search\n');
    await user.click(screen.getByRole('button', { name: 'Add search' }));
    await waitFor(() => expect(tutti.scores.search).toBeDefined());
    expect(
      await screen.findByRole('row', { name: /^search/ }),
    ).toBeInTheDocument();
  });
});

describe('Values and secrets', () => {
  const table = () =>
    screen.findByRole('table', { name: 'Values and secrets of staging' });

  it('shows both scopes side by side, and never a secret', async () => {
    const { container } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
    );
    const level = within(await table()).getByRole('row', { name: /LOG_LEVEL/ });
    expect(level).toHaveTextContent('info');
    expect(level).toHaveTextContent('replaced here');
    expect(level).toHaveTextContent('debug');
    const key = within(await table()).getByRole('row', { name: /PAYMENT_KEY/ });
    expect(key).toHaveTextContent('secret, set');
    expect(await violations(container)).toEqual([]);
  });

  it('writes a secret without ever showing one', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putValue');
    const { user } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
      { tutti },
    );
    await table();
    await user.click(
      screen.getByRole('button', { name: 'Set PAYMENT_KEY in staging' }),
    );
    const field = await screen.findByLabelText('Secret value');
    expect(field).toHaveAttribute('type', 'password');
    expect(field).toHaveValue('');
    await user.type(field, '123');
    expect(await violations(screen.getByRole('dialog'))).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    // Text, although it looks like a number: a secret is never interpreted.
    expect(put).toHaveBeenCalledWith('shop', 'staging', 'PAYMENT_KEY', {
      value: '123',
      secret: true,
      scope: 'environment',
    });
  });

  it('refuses secrets of production with the reason', async () => {
    renderTutti('/tutti/applications/shop?tab=values&of=production');
    expect(
      await screen.findByRole('button', {
        name: 'Set PAYMENT_KEY in production',
      }),
    ).toHaveAccessibleDescription('Needs a release manager.');
  });

  it('says what removing an override does', async () => {
    const { user, tutti } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
    );
    await table();
    await user.click(
      screen.getByRole('button', { name: 'Remove LOG_LEVEL in staging' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Remove LOG_LEVEL?',
    });
    expect(dialog).toHaveTextContent(
      'staging falls back to what all environments have.',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Remove LOG_LEVEL' }),
    );
    await waitFor(() =>
      expect(
        tutti.values.filter(each => each.name === 'LOG_LEVEL'),
      ).toHaveLength(1),
    );
  });
});

describe('Settings', () => {
  it('adds an environment of a type that the platform offers', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = { ...shop, environments: [] };
    const { user } = renderTutti('/tutti/applications/shop', { tutti });
    await screen.findByText('No environment yet');
    expect(await screen.findByLabelText('Name')).toHaveValue('development');
    await user.click(screen.getByRole('button', { name: 'Add environment' }));
    expect(await tile('development')).toHaveTextContent('Never deployed');
  });

  it('says who decides, and who may', async () => {
    const tutti = new MockTutti();
    const { user } = renderTutti('/tutti/applications/shop?tab=settings', {
      tutti,
    });
    await user.click(
      await screen.findByText('Why may I not write secrets in production?'),
    );
    expect(
      await screen.findByText('access.deploy of Production'),
    ).toBeInTheDocument();
  });

  it('shows another owner as a difference, to be confirmed', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      claim: { owner: 'group:default/platform', by: 'catalog' },
      allowed: { ...shop.allowed, confirmOwner: { allowed: true } },
    };
    const { user } = renderTutti('/tutti/applications/shop?tab=settings', {
      tutti,
    });
    await user.click(await screen.findByRole('button', { name: 'Confirm' }));
    await waitFor(() =>
      expect(tutti.details.shop.owner).toBe('group:default/platform'),
    );
  });

  it('says in the words of the server why something was not done', async () => {
    const tutti = new MockTutti();
    const answer = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: {
            name: 'ConflictError',
            message: 'shop has a staging already',
          },
          response: { statusCode: 409 },
        }),
        { status: 409, headers: { 'Content-Type': 'application/json' } },
      ),
    );
    tutti.createEnvironment = () => Promise.reject(answer);
    const { user } = renderTutti('/tutti/applications/shop?tab=settings', {
      tutti,
    });
    await user.type(await screen.findByLabelText('Name'), 'staging');
    await user.click(screen.getByRole('button', { name: 'Add environment' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'shop has a staging already',
    );
  });

  it('deletes only after the name was written', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      allowed: { ...shop.allowed, delete: { allowed: true } },
    };
    const { user, address } = renderTutti(
      '/tutti/applications/shop?tab=settings',
      { tutti },
    );
    await user.click(await screen.findByRole('button', { name: 'Delete…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      '6 workloads with Score texts, 3 environments with values and secrets',
    );
    const button = within(dialog).getByRole('button', { name: 'Delete shop' });
    await user.click(button);
    expect(tutti.details.shop).toBeDefined();
    await user.type(
      within(dialog).getByLabelText('Write shop to go on'),
      'shop',
    );
    await user.click(button);
    await waitFor(() => expect(address()).toBe('/tutti'));
    expect(tutti.details.shop).toBeUndefined();
  });

  it('says why it cannot be deleted', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      allowed: { ...shop.allowed, delete: no('It still runs in production.') },
    };
    const { container } = renderTutti('/tutti/applications/shop?tab=settings', {
      tutti,
    });
    expect(
      await screen.findByRole('button', { name: 'Delete…' }),
    ).toHaveAccessibleDescription('It still runs in production.');
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
