import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import { violations } from '../../../__testUtils__/violations';
import { no, shop } from '../../../mocks/applications';
import { MockTutti } from '../../../mocks/MockTutti';
import { declaredShop, platform } from '../../../mocks/platform';

const tile = (name: string) => screen.findByRole('region', { name });

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
      '6 workloads with their Score texts3 environments with their values and secrets',
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

  const SETTINGS = '/tutti/applications/shop?tab=settings';
  const assignRefused = {
    ...shop.allowed,
    assign: no('Choosing another owner is for the platform team.'),
  };

  it('gives it to another group of the owner, and says what that means', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = { ...shop, allowed: assignRefused };
    const { user, toasts } = renderTutti(SETTINGS, { tutti });
    const opener = await screen.findByRole('button', {
      name: 'Change the owner…',
    });
    await waitFor(() => expect(opener).not.toHaveAttribute('aria-disabled'));
    await user.click(opener);
    const dialog = await screen.findByRole('dialog', {
      name: 'Change the owner of Online shop',
    });
    expect(dialog).toHaveTextContent('another group of yours');
    await user.click(within(dialog).getByRole('combobox'));
    await user.click(
      await screen.findByRole('option', { name: 'user:default/maria' }),
    );
    expect(dialog).toHaveTextContent(
      'Rights go by the owner: user:maria gets them, team-a loses them.',
    );
    expect(dialog).not.toHaveTextContent('may not take it back');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Change the owner' }),
    );
    await waitFor(() =>
      expect(tutti.details.shop.owner).toBe('user:default/maria'),
    );
    expect(toasts).toEqual(['Online shop has another owner now.']);
  });

  it('says why this reader may not change the owner', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      owner: 'group:default/team-b',
      allowed: assignRefused,
    };
    renderTutti(SETTINGS, { tutti });
    expect(
      await screen.findByRole('button', { name: 'Change the owner…' }),
    ).toHaveAccessibleDescription(
      'Choosing another owner is for the platform team.',
    );
  });

  it('warns who may assign before they lose it, and shows a refusal', async () => {
    const tutti = new MockTutti();
    tutti.changeOwner = () =>
      Promise.reject(new Error('There is no such group.'));
    const { user } = renderTutti(SETTINGS, { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Change the owner…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByRole('combobox'),
      'group:default/elsewhere',
    );
    expect(dialog).toHaveTextContent('you may not take it back');
    await user.click(
      within(dialog).getByRole('button', { name: 'Change the owner' }),
    );
    expect(
      await within(dialog).findByText(/There is no such group/),
    ).toBeInTheDocument();
  });

  it('offers a workload to another owner', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = { ...shop, offers: { cart: ['anyone'] } };
    const { user } = renderTutti(SETTINGS, { tutti });
    const offers = await screen.findByRole('region', {
      name: 'Offers to other applications',
    });
    expect(offers).toHaveTextContent('cart to anyone');
    const opener = within(offers).getByRole('button', {
      name: 'Change the offers…',
    });
    await user.click(opener);
    const dialog = await screen.findByRole('dialog', {
      name: 'What Online shop offers',
    });
    await user.click(
      within(dialog).getByRole('combobox', { name: 'Offer a workload' }),
    );
    await user.click(await screen.findByRole('option', { name: 'web' }));
    expect(
      within(dialog).getByRole('button', { name: 'Save' }),
    ).toHaveAccessibleDescription('Say first to whom web is offered.');
    await user.type(
      within(dialog).getByRole('combobox', { name: 'To whom web is offered' }),
      'group:default/team-b{Enter}',
    );
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Do not offer cart any more',
      }),
    );
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(tutti.details.shop.offers).toEqual({
        web: ['group:default/team-b'],
      }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(opener).toHaveFocus();
  });

  it('registers a repository whose builds count', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      repositories: [{ url: 'https://github.com/acme/old' }],
    };
    const { user } = renderTutti('/tutti/applications/shop?tab=settings', {
      tutti,
    });
    const registered = await screen.findByRole('region', {
      name: 'Repositories that tell builds',
    });
    expect(registered).toHaveTextContent('https://github.com/acme/old');
    await user.click(
      within(registered).getByRole('button', {
        name: 'Change the repositories…',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Whose builds of Online shop count',
    });
    await user.click(
      within(dialog).getByRole('button', { name: 'Remove repository 1' }),
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Add a repository' }),
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Repository 1' }),
      'https://github.com/acme/shop',
    );
    await user.type(
      within(dialog).getByRole('combobox', {
        name: 'Workloads of repository 1',
      }),
      'web{Enter}',
    );
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(tutti.details.shop.repositories).toEqual([
        { url: 'https://github.com/acme/shop', workloads: ['web'] },
      ]),
    );
  });

  it('says which file declares what it offers', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      declared: true,
      offers: { web: ['anyone'] },
    };
    const view = await tutti.getPlatform();
    tutti.getPlatform = async () => ({
      ...view,
      platform: { ...platform, applications: { shop: declaredShop } },
    });
    renderTutti(SETTINGS, { tutti });
    const offers = await screen.findByRole('region', {
      name: 'Offers to other applications',
    });
    expect(
      await within(offers).findByText(/^Declared in shop\.yaml, line 7/),
    ).toBeInTheDocument();
    expect(
      within(offers).getByRole('button', { name: 'Change the offers…' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('shows the lines of access as they stand', async () => {
    const { container } = renderTutti(SETTINGS);
    const table = await screen.findByRole('table', {
      name: 'Access to Online shop',
    });
    expect(
      within(table).getByRole('row', { name: /^change workloads/ }),
    ).toHaveTextContent(/Yes.*team-a.*tutti\.access\.update/);
    expect(
      within(table).getByRole('row', { name: /^give it to any owner/ }),
    ).toHaveTextContent(/No.*is for nobody/);
    expect(
      screen.getByRole('link', { name: 'Access to staging' }),
    ).toHaveAttribute(
      'href',
      '/tutti/applications/shop/environments/staging?tab=access',
    );
    expect(await violations(container)).toEqual([]);
  });
});
