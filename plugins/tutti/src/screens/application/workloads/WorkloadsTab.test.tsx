import { act, screen, waitFor, within } from '@testing-library/react';
import { WorkloadRefusedError } from '@tutti/plugin-tutti-common';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import {
  scoreText,
  selectedScore,
  writeScore,
} from '../../../__testUtils__/scoreText';
import { violations } from '../../../__testUtils__/violations';
import { shop } from '../../../mocks/applications';
import { MockTutti } from '../../../mocks/MockTutti';
import { scoreOf } from '../../../mocks/runtime';
import { manyWorkloads, unreadable } from '../../../mocks/workloads';

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
    expect(selectedScore(text)).toBe('      RETRIES: 3');
  });

  it('saves a good text and says when it runs', async () => {
    const { user, tutti, toasts, address } = renderTutti(
      '/tutti/applications/shop?workload=web',
    );
    const text = await editor();
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save).toHaveAccessibleDescription('Nothing was changed.');
    writeScore(text, `${scoreText(text)}# one more line`);
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
    const checked = jest.spyOn(tutti, 'checkWorkload');
    const { user } = renderTutti('/tutti/applications/shop?workload=web', {
      tutti,
    });
    const text = await editor();
    writeScore(text, 'kind: x');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Unknown key kind.');
    // A check of the same text, which finds less, does not take it away.
    await waitFor(() =>
      expect(checked.mock.lastCall?.[2]).toEqual({ score: 'kind: x' }),
    );
    await act(async () => {
      await checked.mock.results.at(-1)?.value;
    });
    expect(screen.getByText('Unknown key kind.')).toBeInTheDocument();
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
    expect(await within(dialog).findByRole('textbox')).toHaveAttribute(
      'aria-readonly',
      'true',
    );
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
    writeScore(text, 'metadata:\n  name: web\n');
    expect(
      screen.getByRole('button', { name: 'Add web' }),
    ).toHaveAccessibleDescription('Online shop already has a workload web.');
    writeScore(text, 'metadata:\n  name: search\n');
    await user.click(screen.getByRole('button', { name: 'Add search' }));
    await waitFor(() => expect(tutti.scores.search).toBeDefined());
    expect(
      await screen.findByRole('row', { name: /^search/ }),
    ).toBeInTheDocument();
  });

  it('adds a workload that follows a repository', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putWorkload');
    const { user } = renderTutti('/tutti/applications/shop', { tutti });
    const opener = await screen.findByRole('button', { name: 'Add workload' });
    await user.click(opener);
    await user.click(
      await screen.findByRole('button', { name: 'Follow a repository' }),
    );
    const dialog = screen.getByRole('dialog');
    await user.type(within(dialog).getByLabelText(/^Name/), 'search');
    await user.type(
      within(dialog).getByLabelText(/^Repository URL/),
      'https://git.example/shop/search',
    );
    await user.type(
      within(dialog).getByLabelText(/^Branch, tag or commit/),
      'main',
    );
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Add search' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(put).toHaveBeenCalledWith('shop', 'search', {
      source: { url: 'https://git.example/shop/search', ref: 'main' },
    });
    expect(opener).toHaveFocus();
  });

  it('says why a repository cannot be followed, and keeps what was written', async () => {
    const tutti = new MockTutti();
    tutti.putWorkload = () =>
      Promise.reject(
        new WorkloadRefusedError('The source cannot be followed', [unreadable]),
      );
    const { user } = renderTutti(
      '/tutti/applications/shop?workload=web&part=source',
      { tutti },
    );
    const url = await screen.findByLabelText(/^Repository URL/);
    await user.type(url, 'https://git.example/shop/web');
    await user.click(screen.getByRole('button', { name: 'Follow this' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The source cannot be followed.*cannot be read: 404/,
    );
    expect(url).toHaveValue('https://git.example/shop/web');
  });

  it('shows where a followed text is read, when, and that it cannot be', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      workloads: shop.workloads.map(each =>
        each.name === 'catalog' ? { ...each, problems: [unreadable] } : each,
      ),
    };
    const look = jest.spyOn(tutti, 'refreshWorkload');
    const { user } = renderTutti(
      '/tutti/applications/shop?workload=catalog&part=source',
      { tutti },
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Source of catalog',
    });
    expect(
      await within(dialog).findByText(/cannot be read; the last good text/),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('The repository cannot be read: 404');
    expect(dialog).toHaveTextContent(/Looked at1 min ago/);
    expect(within(dialog).getByLabelText(/^Branch/)).toHaveValue('main');
    expect(
      within(dialog).getByRole('link', { name: /^Edit it where it is kept/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example/shop/catalog/blob/main/score.yaml',
    );
    expect(
      within(dialog).getByRole('button', { name: 'Follow this' }),
    ).toHaveAccessibleDescription('Nothing was changed.');
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Look now' }));
    await waitFor(() => expect(look).toHaveBeenCalledWith('shop', 'catalog'));
  });

  it('keeps a followed text here after asking', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putWorkload');
    const { user } = renderTutti(
      '/tutti/applications/shop?workload=catalog&part=source',
      { tutti },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Keep it here…' }),
    );
    const question = await screen.findByRole('dialog', {
      name: 'Keep the text of catalog here?',
    });
    expect(question).toHaveTextContent('The repository is not followed');
    await user.click(
      within(question).getByRole('button', { name: 'Keep it here' }),
    );
    await waitFor(() =>
      expect(put).toHaveBeenCalledWith('shop', 'catalog', {
        score: scoreOf('catalog'),
        source: { kind: 'managed' },
      }),
    );
  });

  it('says in which file a declared one is changed', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      declared: true,
      workloads: shop.workloads.map(each => ({
        ...each,
        source: { kind: 'declared', url: 'shop/web/score.yaml' },
      })),
    };
    const { user } = renderTutti(
      '/tutti/applications/shop?workload=web&part=source',
      { tutti },
    );
    expect(
      await screen.findByText(/declared in platform files, as shop\/web/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Follow this' }),
    ).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.click(
      await screen.findByRole('button', { name: 'More for web' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: /^Remove…/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('shows what each version changed, and restores one', async () => {
    const tutti = new MockTutti();
    const restore = jest.spyOn(tutti, 'restoreWorkloadVersion');
    const { user, toasts, address } = renderTutti('/tutti/applications/shop', {
      tutti,
    });
    const opener = await screen.findByRole('button', { name: 'More for web' });
    await user.click(opener);
    await user.click(
      await screen.findByRole('menuitem', { name: 'Versions…' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Versions of web',
    });
    expect(address()).toBe(
      '/tutti/applications/shop?workload=web&part=versions',
    );
    const changed = await within(dialog).findByRole('group', {
      name: 'From version 3 to version 4',
    });
    expect(changed).toHaveTextContent('- # 3+ # 4');
    expect(
      within(dialog).getByRole('button', { name: 'Restore version 4' }),
    ).toHaveAccessibleDescription('It is the newest version already.');
    await user.click(within(dialog).getByText('Version 2'));
    await user.click(
      within(dialog).getByRole('button', {
        name: 'What restoring would change',
      }),
    );
    expect(
      await within(dialog).findByRole('group', {
        name: 'From version 4 to version 2',
      }),
    ).toHaveTextContent('- # 4+ # 2');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Restore version 2' }),
    );
    await waitFor(() => expect(restore).toHaveBeenCalledWith('shop', 'web', 2));
    expect(toasts).toEqual([
      'web has the text of version 2 again. It runs with the next deployment.',
    ]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(opener).toHaveFocus();
  });

  it('shows older versions when asked', async () => {
    const tutti = new MockTutti();
    const { items } = await tutti.listWorkloadVersions('shop', 'web');
    tutti.listWorkloadVersions = async (_application, _workload, query) =>
      query?.before
        ? { items: items.slice(2) }
        : { items: items.slice(0, 2), next: 3 };
    const { user } = renderTutti(
      '/tutti/applications/shop?workload=web&part=versions',
      { tutti },
    );
    await screen.findByText('Version 3');
    expect(screen.queryByText('Version 2')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    expect(await screen.findByText('Version 1')).toBeInTheDocument();
  });

  it('restores nothing of a text that is kept elsewhere', async () => {
    renderTutti('/tutti/applications/shop?workload=catalog&part=versions');
    expect(
      await screen.findByRole('button', { name: 'Restore version 4' }),
    ).toHaveAccessibleDescription(
      'It follows a repository: restore it there, or keep it here first.',
    );
  });

  it('says before a removal what follows from it', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      offers: { catalog: ['group:default/team-b'] },
    };
    const { user } = renderTutti('/tutti/applications/shop', { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'More for catalog' }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Remove catalog from Online shop?',
    });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^It runs in development, staging, production/),
      expect.stringMatching(/^Only this workload asks for s3 \(pictures\)/),
      expect.stringMatching(/^It is offered to group:default\/team-b/),
    ]);
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Remove catalog' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('row', { name: /^catalog/ }),
      ).not.toBeInTheDocument(),
    );
  });

  it('finds, filters and sorts many', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = { ...shop, workloads: manyWorkloads(120) };
    const { user, address, container } = renderTutti(
      '/tutti/applications/shop',
      { tutti },
    );
    const table = await screen.findByRole('table', { name: 'Workloads' });
    const names = () =>
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent);
    expect(names().slice(0, 3)).toEqual([
      'service-1',
      'service-2',
      'service-31 problem',
    ]);
    await user.click(screen.getByRole('combobox', { name: 'Show' }));
    await user.click(
      await screen.findByRole('option', { name: 'With problems' }),
    );
    expect(names()).toHaveLength(40);
    expect(screen.getByText('40 of 120')).toBeInTheDocument();
    await user.type(
      screen.getByRole('searchbox', { name: 'Find a workload' }),
      'service-9 ',
    );
    expect(names()[0]).toBe('service-91 problem');
    expect(address()).toMatch('show=problems');
    expect(await violations(container)).toEqual([]);
  });
});
