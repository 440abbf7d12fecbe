import { ResponseError } from '@backstage/errors';
import { WorkloadRefusedError } from '@tutti/plugin-tutti-common';
import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { writeScore } from '../../__testUtils__/scoreText';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';
import { refusal } from '../../mocks/plans';

describe('Applications', () => {
  it('shows a row per application and a column per environment type, in rank order', async () => {
    renderTutti('/tutti');
    const grid = await screen.findByRole('grid', { name: 'Applications' });
    const heads = within(grid).getAllByRole('columnheader');
    expect(heads.map(head => head.textContent)).toEqual([
      'Application',
      'Development',
      'Staging',
      'Production',
    ]);
    const shop = within(grid).getByRole('row', { name: /Online shop/ });
    expect(shop).toHaveTextContent('Healthy 6/6');
    expect(shop).toHaveTextContent('r41');
    expect(shop).toHaveTextContent('Deployment failed');
    expect(shop).toHaveTextContent(/checkout:1.2.0 cannot be pulled/);
    const payments = within(grid).getByRole('row', { name: /Payments/ });
    expect(payments).toHaveTextContent('Deploying 3/6');
    expect(payments).toHaveTextContent('Never deployed');
  });

  it('shows every page of the list by title, as people count, some rows at once', async () => {
    const tutti = new MockTutti();
    const [shop] = tutti.applications;
    tutti.applications = Array.from({ length: 60 }, (_, index) => ({
      ...shop,
      id: `app-${index}`,
      name: `app-${index}`,
      title: `App ${index}`,
    }));
    const { user } = renderTutti('/tutti', { tutti });
    const grid = await screen.findByRole('grid', { name: 'Applications' });
    const titles = () =>
      within(grid)
        .getAllByRole('rowheader')
        .map(head => head.textContent?.match(/App \d+/)?.[0]);
    const upTo = (length: number) =>
      Array.from({ length }, (_, index) => `App ${index}`);
    expect(titles()).toEqual(upTo(50));

    await user.click(screen.getByText('Show 10 more of 60'));
    await waitFor(() => expect(titles()).toEqual(upTo(60)));
  });

  it('folds further environments of one type into a number', async () => {
    renderTutti('/tutti');
    expect(
      await screen.findByRole('link', {
        name: '1 more of Development in Reports',
      }),
    ).toHaveTextContent('+1');
  });

  it('is one tab stop, and arrow keys go from cell to cell', async () => {
    const { user } = renderTutti('/tutti');
    const name = await screen.findByRole('link', { name: /^Online shop/ });
    name.focus();
    const stops = screen
      .getAllByRole('link')
      .filter(link => link.dataset.cell && link.tabIndex === 0);
    expect(stops).toEqual([name]);
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveTextContent('Deployment failed');
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(document.activeElement).toHaveTextContent('Deploying 3/6');
    await user.keyboard('{Home}');
    expect(document.activeElement).toHaveTextContent('Payments');
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(document.activeElement).toBe(name);
    // Reports has nothing in staging: the way right jumps to nothing and stays.
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveAttribute('data-cell', '2,1');
  });

  it('keeps search and filters in the address', async () => {
    const { user, address } = renderTutti('/tutti');
    await user.type(
      await screen.findByRole('searchbox', { name: 'Search applications' }),
      'pay',
    );
    expect(address()).toBe('/tutti?search=pay');
    await waitFor(() =>
      expect(screen.queryByText('Online shop')).not.toBeInTheDocument(),
    );
    await user.clear(screen.getByRole('searchbox'));
    await user.click(screen.getByRole('checkbox', { name: 'Problems only' }));
    await user.click(screen.getByRole('checkbox', { name: 'Only mine' }));
    expect(address()).toBe('/tutti?problems=yes&mine=yes');
    expect(await screen.findByText('Online shop')).toBeInTheDocument();
    expect(screen.queryByText('Payments')).not.toBeInTheDocument();
  });

  it('opens with the filters of its address, and says what they hide', async () => {
    const { user, address } = renderTutti('/tutti?search=nothing-like-this');
    await screen.findByText('No application fits these filters');
    expect(screen.getByText('3 are hidden.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText('Online shop')).toBeInTheDocument();
    expect(address()).toBe('/tutti');
  });

  it('shows the flow and two ways in while there is no application', async () => {
    const tutti = new MockTutti();
    tutti.applications = [];
    const { user, container, address } = renderTutti('/tutti', { tutti });
    await screen.findByText('Deploy your first application');
    expect(
      screen.getByRole('img', { name: /Read your Score file, match/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Adopt a Score file' }),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'New application' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'New application',
    });
    await user.type(within(dialog).getByLabelText('Title'), 'Tea Room');
    expect(within(dialog).getByLabelText(/^Name/)).toHaveValue('tea-room');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Create application' }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/applications/tea-room'));
    expect(await screen.findByText('No environment yet')).toBeInTheDocument();
  });

  it('adopts a Score file, and shows what is wrong with it at its line', async () => {
    const tutti = new MockTutti();
    const { user, address } = renderTutti('/tutti', { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Adopt a Score file' }),
    );
    const dialog = await screen.findByRole('dialog');
    const create = within(dialog).getByRole('button', {
      name: 'Create application',
    });
    expect(create).toHaveAttribute('aria-disabled', 'true');
    writeScore(
      await within(dialog).findByRole('textbox', { name: 'Score file' }),
      'metadata:\n  name: kettle\n',
    );
    expect(within(dialog).getByLabelText(/^Name/)).toHaveValue('kettle');

    const good = tutti.putWorkload.bind(tutti);
    tutti.putWorkload = () =>
      Promise.reject(new WorkloadRefusedError('refused', [refusal[0]]));
    await user.click(create);
    expect(
      await within(dialog).findByText(/has no image yet/),
    ).toBeInTheDocument();
    expect(tutti.details.kettle).toBeDefined();

    // The application is there already: the second attempt only sends the file.
    tutti.createApplication = () => Promise.reject(new Error('made twice'));
    tutti.putWorkload = good;
    await user.click(create);
    await waitFor(() => expect(address()).toBe('/tutti/applications/kettle'));
  });

  it('shows an error where the list would be, and tries again', async () => {
    const tutti = new MockTutti();
    const good = tutti.listApplications.bind(tutti);
    tutti.listApplications = () => Promise.reject(new Error('out of reach'));
    const { user } = renderTutti('/tutti', { tutti });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('out of reach');
    tutti.listApplications = good;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Online shop')).toBeInTheDocument();
  });

  it('shows the id under which the log of the backend tells more', async () => {
    const tutti = new MockTutti();
    const failure = await ResponseError.fromResponse({
      ok: false,
      status: 500,
      statusText: 'Internal Server Error',
      url: '/api/tutti/v1/applications',
      redirected: false,
      type: 'basic',
      headers: new Headers({ 'content-type': 'application/json' }),
      text: async () =>
        JSON.stringify({
          error: { name: 'InternalError', message: 'x', errorId: '1a2b3c4d' },
          response: { statusCode: 500 },
        }),
    });
    tutti.listApplications = () => Promise.reject(failure);
    const { user } = renderTutti('/tutti', { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Copy error id' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    expect(screen.getByText('1a2b3c4d')).toBeInTheDocument();
  });

  it('can be used with a screen reader', async () => {
    const { container } = renderTutti('/tutti');
    await screen.findByText('Online shop');
    expect(await violations(container)).toEqual([]);
  });
});
