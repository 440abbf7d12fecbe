import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';
import { WAITING } from '../../mocks/revisions';

const REFUSAL =
  'Taking platform files into use is for group:default/platform (tutti.access.acceptPlatform; tutti.platform.accept).';

describe('Platform', () => {
  it('says what serves, what waits, and what may be asked for where', async () => {
    const { container, user } = renderTutti('/tutti/platform');
    expect(await screen.findByText('4d21aa90')).toBeInTheDocument();
    expect(
      screen.getByText('wait until somebody takes them into use'),
    ).toBeInTheDocument();
    expect(screen.getByText(/waits to be taken into use/)).toHaveTextContent(
      WAITING.slice(0, 10),
    );
    expect(screen.getByText('not in Production')).toBeInTheDocument();
    await user.click(screen.getByText('PostgreSQL database'));
    const params = await screen.findByRole('table', {
      name: 'Parameters of postgres',
    });
    expect(params).toHaveTextContent('The major version.one of 16, 17');
    const outputs = screen.getByRole('table', { name: 'Outputs of postgres' });
    expect(
      within(outputs).getByRole('row', { name: /password/ }),
    ).toHaveTextContent('secret');
    expect(
      screen.getByRole('table', { name: 'Definitions of postgres' }),
    ).toHaveTextContent('environmentType: development, staging');
    expect(await violations(container)).toEqual([]);
  });

  it('finds a definition, and shows where it stands and who uses it', async () => {
    const { container, user, address } = renderTutti(
      '/tutti/platform?tab=definitions',
    );
    const table = await screen.findByRole('table', { name: 'Definitions' });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    await user.type(
      screen.getByRole('searchbox', { name: 'Find a definition' }),
      'development',
    );
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(await within(table).findByText('3 resources')).toBeInTheDocument();
    await user.click(
      within(table).getByRole('link', { name: 'postgres-in-cluster' }),
    );
    expect(address()).toContain('definition=postgres-in-cluster');
    expect(
      await screen.findByText('platform/postgres.yaml:12'),
    ).toBeInTheDocument();
    expect(screen.getByText('3 resources in 2 environments')).toBeVisible();
    expect(screen.getByText('postgres-instance.@')).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('reads a module, proposes what offers it, and says what an upgrade breaks', async () => {
    const { container, user } = renderTutti('/tutti/platform?tab=modules');
    await user.type(
      await screen.findByLabelText('Source'),
      'terraform-aws-modules/rds/aws',
    );
    await user.type(screen.getByLabelText('Compare with'), '7.0.0');
    await user.click(screen.getByRole('button', { name: 'Inspect' }));
    const changes = await screen.findByRole('table', {
      name: 'What the upgrade changes',
    });
    expect(changes).toHaveTextContent('engineBreaks: not taken any more');
    expect(
      screen.getByText('Definition postgres-managed-production does not fit:'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'shop/production' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: 'Variables of the module' }),
    ).toHaveTextContent('engine');
    expect(
      screen.getByRole('region', {
        name: 'Proposed resource type and definition',
      }),
    ).toHaveTextContent('kind: ResourceDefinition');
    expect(await violations(container)).toEqual([]);
  });

  it.each([
    ['rules', 'Environment types', 'release'],
    ['rules', 'Targets', 'sandbox'],
    ['rules', 'Workload profiles', 'context.environment == "x"'],
  ])('has a readable table: %s, %s', async (tab, name) => {
    const { container } = renderTutti(`/tutti/platform?tab=${tab}`);
    expect(await screen.findByRole('table', { name })).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says of a question in the address who wins, key by key', async () => {
    const { container } = renderTutti(
      '/tutti/platform?tab=match&type=postgres&application=shop&environment=staging',
    );
    const table = await screen.findByRole('table', { name: 'Key by key' });
    expect(
      screen.getByText('would make it', { exact: false }),
    ).toHaveTextContent('postgres-in-cluster would make it');
    const [, asked, winner, , loser] = within(table).getAllByRole('row');
    expect(asked).toHaveTextContent('Asked fordefault');
    expect(winner).toHaveTextContent('Chosen');
    expect(loser).toHaveTextContent('Does not match');
    expect(await violations(container)).toEqual([]);
  });

  it('shows problems with their places, and what serves meanwhile', async () => {
    const tutti = new MockTutti();
    tutti.platform = {
      ...tutti.platform,
      problems: [
        {
          severity: 'error',
          code: 'UnknownField',
          message: 'There is no field fancy.',
          hint: 'remove it',
          file: 'platform/odd.yaml',
          line: 4,
          column: 3,
        },
      ],
    };
    const { container } = renderTutti('/tutti/platform?tab=problems', {
      tutti,
    });
    expect(
      await screen.findByText('platform/odd.yaml:4:3'),
    ).toBeInTheDocument();
    expect(screen.getByText('UnknownField')).toBeInTheDocument();
    expect(
      screen.getByText(/so they do not wait. What waits is the last good/),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('takes what waits into use, after it said what that changes', async () => {
    const { container, user, tutti, toasts } = renderTutti(
      '/tutti/platform?tab=revisions',
    );
    expect(
      await screen.findByText('2 documents are different'),
    ).toBeInTheDocument();
    await user.click(screen.getByText('no-latest'));
    expect(
      await screen.findByRole('group', { name: 'Policy no-latest' }),
    ).toHaveTextContent('+ effect: deny');
    const rows = await screen.findByRole('list', { name: 'Environments' });
    expect(rows).toHaveTextContent('shop/staging');
    await user.click(within(rows).getByText('shop/development'));
    await within(rows).findByText('postgres.default#main');
    expect(rows).toHaveTextContent('postgres:16 → 17');
    expect(screen.getByText('2 more that you may not see')).toBeVisible();
    expect(await violations(container)).toEqual([]);

    const accept = jest.spyOn(tutti, 'acceptPlatform');
    await user.click(screen.getByRole('button', { name: 'Take it into use' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      '1 resource that holds data would be replaced or removed',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Take it into use' }),
    );
    expect(await screen.findByText('No revision waits')).toBeInTheDocument();
    expect(accept).toHaveBeenCalledWith(WAITING, '4d21aa90');
    expect(toasts).toEqual(['The revision is in use']);
  });

  it('refuses who may not, and says who may', async () => {
    const tutti = new MockTutti();
    tutti.waiting = {
      ...tutti.waiting,
      accept: { allowed: false, reason: REFUSAL },
    };
    renderTutti('/tutti/platform?tab=revisions', { tutti });
    expect(
      await screen.findByRole('button', { name: 'Take it into use' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(REFUSAL)).toBeVisible();
  });

  it('waits with the decision until every environment was looked at', async () => {
    const tutti = new MockTutti();
    const whole = await tutti.getBlastRadius();
    tutti.getBlastRadius = async () => ({ ...whole, computed: 1 });
    renderTutti('/tutti/platform?tab=revisions', { tutti });
    expect(
      await screen.findByText('1 of 3 environments looked at'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Take it into use' }),
    ).toHaveAccessibleDescription('Not all environments were looked at yet.');
  });

  it('asks a cluster what it lets Tutti do', async () => {
    const tutti = new MockTutti();
    tutti.platform.allowed.accept = { allowed: true };
    const { container, user } = renderTutti('/tutti/platform?tab=clusters', {
      tutti,
    });
    const cluster = await screen.findByRole('region', {
      name: 'Production, Europe',
    });
    await user.type(
      within(cluster).getByLabelText('In this namespace only'),
      'shop-prod',
    );
    await user.click(
      within(cluster).getByRole('button', { name: 'Check production-eu' }),
    );
    expect(
      await within(cluster).findByText(
        'Rights are missing in namespace shop-prod.',
      ),
    ).toBeInTheDocument();
    const table = within(cluster).getByRole('table', {
      name: 'Missing rights in production-eu',
    });
    expect(table).toHaveTextContent('deployments.appspatch, delete');
    expect(
      within(cluster).getByText('Plans cannot ask it:'),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says who may ask a cluster', async () => {
    const tutti = new MockTutti();
    tutti.platform.allowed.accept = { allowed: false, reason: REFUSAL };
    renderTutti('/tutti/platform?tab=clusters', { tutti });
    expect(
      await screen.findByRole('button', { name: 'Check sandbox' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });
});
