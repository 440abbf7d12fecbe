import { act, screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';
import { runtime } from '../../mocks/runtime';
import { runtimeNodes, treePage } from '../../mocks/runtimeTree';

const SCREEN = {
  matches: false,
  media: '',
  onchange: null,
  addListener() {},
  removeListener() {},
};

const STAGING = '/tutti/applications/shop/environments/staging';

describe('What runs', () => {
  it('says first what is not well and why, then every object under what made it', async () => {
    const { container } = renderTutti(STAGING);
    const table = await screen.findByRole('table', { name: 'Objects' });
    const unwell = await screen.findByRole('list', {
      name: 'What is not well',
    });
    expect(within(unwell).getAllByRole('listitem')).toHaveLength(1);
    expect(
      within(unwell).getByRole('listitem', { name: 'checkout' }),
    ).toHaveTextContent('cannot be pulled: not found');
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows.slice(0, 5)).toEqual([
      expect.stringMatching(/^Object/),
      'Workload cart',
      expect.stringMatching(/^Deployment cart.*1 of 1 replicas ready/),
      expect.stringMatching(/^ReplicaSet cart-7f6d9c/),
      expect.stringMatching(
        /^Pod cart-7f6d9c-k2x8p.*registry.example.com\/shop\/cart:1.9.12 restarts/,
      ),
    ]);
    expect(rows).toContain('Resource postgres.default#main');
    expect(rows).toContain('The environment itself');
    expect(await violations(container)).toEqual([]);
  });

  it('is found by a text and by its state; both stand in the address', async () => {
    const { user, address } = renderTutti(STAGING);
    await user.type(
      await screen.findByRole('searchbox', { name: 'Kind, name or image' }),
      'Pod',
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /^Deployment/ }),
      ).not.toBeInTheDocument(),
    );
    await user.click(screen.getByRole('combobox', { name: 'Show' }));
    await user.click(screen.getByRole('option', { name: 'Failed (3)' }));
    await waitFor(() => expect(screen.getAllByText('Pod')).toHaveLength(1));
    expect(address()).toBe(`${STAGING}?find=Pod&show=failed`);
    await user.type(screen.getByRole('searchbox'), 'x');
    expect(await screen.findByText('No object fits')).toBeInTheDocument();
  });

  it('shows more when asked, of thousands', async () => {
    const tutti = new MockTutti();
    const [, , pod] = runtimeNodes;
    tutti.runtimeNodes = Array.from({ length: 450 }, (_, index) => ({
      ...pod,
      uid: `pod-${index}`,
      name: `pod-${index}`,
    }));
    const { user } = renderTutti(STAGING, { tutti });
    expect(await screen.findByText('200 of 450')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('400 of 450')).toBeInTheDocument();
  });

  it('says that the cluster does not answer, and why', async () => {
    const tutti = new MockTutti();
    tutti.listRuntimeObjects = async () => ({
      ...treePage([], {}),
      error: 'timeout.',
    });
    renderTutti(STAGING, { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cluster does not answer: timeout.',
    );
    expect(screen.queryByText('Nothing runs here yet')).not.toBeInTheDocument();
  });

  it('says that nothing runs yet', async () => {
    const tutti = new MockTutti();
    tutti.getRuntime = async () => ({ ...runtime, workloads: [] });
    tutti.runtimeNodes = [];
    renderTutti(STAGING, { tutti });
    expect(
      await screen.findByText('Nothing runs here yet'),
    ).toBeInTheDocument();
  });
});

describe('One object', () => {
  // A terminal asks how fine the screen is, and jsdom has none.
  beforeAll(() => {
    window.matchMedia = () => Object.assign(new EventTarget(), SCREEN);
    window.ResizeObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });

  const open = async (address: string, tutti?: MockTutti) => {
    const rendered = renderTutti(address, { tutti });
    const dialog = await screen.findByRole('dialog');
    return { ...rendered, dialog: within(dialog), element: dialog };
  };

  it('opens from the tree, with its containers, and closes', async () => {
    const { user, address } = renderTutti(STAGING);
    await user.click(
      await screen.findByRole('button', { name: 'Pod checkout-7f6d9c-k2x8p' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Pod checkout-7f6d9c-k2x8p',
    });
    expect(
      await within(dialog).findByRole('table', { name: 'Containers' }),
    ).toHaveTextContent('waiting: ImagePullBackOff');
    expect(dialog).toHaveTextContent('Workload checkout');
    expect(address()).toBe(`${STAGING}?object=pod-checkout`);
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(address()).toBe(STAGING));
  });

  it('follows the log of a pod', async () => {
    const tutti = new MockTutti();
    const { dialog, element } = await open(
      `${STAGING}?object=pod-cart&part=log`,
      tutti,
    );
    const log = await dialog.findByRole('log');
    await waitFor(() => expect(log).toHaveTextContent('GET /healthz 200'));
    expect(
      dialog.getByRole('checkbox', { name: 'Before its last restart' }),
    ).not.toBeChecked();
    expect(await violations(element)).toEqual([]);
  });

  it('has a terminal, which begins when somebody asks for it', async () => {
    const tutti = new MockTutti();
    const opened = jest.spyOn(tutti, 'openTerminal');
    const { dialog, user, element } = await open(
      `${STAGING}?object=pod-cart&part=terminal`,
      tutti,
    );
    const button = await dialog.findByRole('button', {
      name: 'Open a terminal',
    });
    expect(opened).not.toHaveBeenCalled();
    expect(await violations(element)).toEqual([]);
    await user.click(button);
    const sheet = await dialog.findByRole('group', { name: /^Terminal in/ });
    await waitFor(() => expect(opened).toHaveBeenCalledTimes(1));
    expect(sheet.querySelector('.xterm')).not.toBeNull();
    const [application, environment, uid, input, listener] =
      opened.mock.calls[0];
    expect([application, environment, uid, input]).toEqual([
      'shop',
      'staging',
      'pod-cart',
      { container: 'cart' },
    ]);
    act(() => listener.ended({ exitCode: 0 }));
    expect(
      await dialog.findByText('The command has ended with code 0.'),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Open another' }),
    ).toBeInTheDocument();
  });

  it('says why there is no terminal', async () => {
    const tutti = new MockTutti();
    const before = tutti.getRuntimeObject.bind(tutti);
    tutti.getRuntimeObject = async (...place) => ({
      ...(await before(...place)),
      terminal: { allowed: false, reason: 'It is for nobody.' },
    });
    const { dialog } = await open(
      `${STAGING}?object=pod-cart&part=terminal`,
      tutti,
    );
    expect(await dialog.findByText('It is for nobody.')).toBeInTheDocument();
  });

  it('says why there is no log', async () => {
    const tutti = new MockTutti();
    tutti.followRuntimeLog = async function* refused() {
      yield [];
      throw new Error('Reading logs of shop/staging is for its owner.');
    };
    const { dialog } = await open(`${STAGING}?object=pod-cart&part=log`, tutti);
    expect(
      await dialog.findByText(/No log: Reading logs of shop\/staging/),
    ).toBeInTheDocument();
  });

  it('has its events, its YAML, and who set its fields', async () => {
    const { dialog, user, element } = await open(
      `${STAGING}?object=deployment-web&part=events`,
    );
    expect(
      await dialog.findByText(/Successfully assigned/),
    ).toBeInTheDocument();
    expect(dialog.queryByRole('tab', { name: 'Log' })).not.toBeInTheDocument();
    await user.click(dialog.getByRole('tab', { name: 'YAML' }));
    expect(
      dialog.getByRole('group', { name: 'YAML of web' }),
    ).toHaveTextContent('readyReplicas: 1');
    await user.click(dialog.getByRole('tab', { name: 'Who set what' }));
    expect(element).toHaveTextContent('kube-controller-manager');
    expect(element).toHaveTextContent(
      'spec.template.spec.containers[name=web].image',
    );
    expect(await violations(element)).toEqual([]);
  });

  it('says that it is gone', async () => {
    const { dialog } = await open(`${STAGING}?object=pod-of-before`);
    expect(await dialog.findByText('This object is gone')).toBeInTheDocument();
  });
});
