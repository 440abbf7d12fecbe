import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { ago, HOUR, no, release } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';
import {
  addWaiting,
  approval,
  inLine,
  needsApproval,
} from '../../mocks/waiting';

const WAITING = '/tutti/waiting';

function waiting() {
  const tutti = new MockTutti();
  addWaiting(tutti);
  return tutti;
}

const part = (name: string) => screen.findByRole('list', { name });

describe('Waiting', () => {
  it('says of each thing what it waits for and what would end it, by who can end it', async () => {
    const { container } = renderTutti(WAITING, { tutti: waiting() });
    const mine = await part('For you');
    expect(mine).toHaveTextContent(
      /Online shop to production #13Deploy · r42.*1 more person must approve, with somebody of release-managers\. Without it the request ends/,
    );
    expect(mine).toHaveTextContent(
      /Automation of Online shop to staging.*put on hold .*“latency since #61”/,
    );
    const line = await part('In the line');
    expect(line).toHaveTextContent(
      'Place 2 in the line, behind #32: it starts by itself when its turn comes.',
    );
    expect(within(line).getByRole('link', { name: '#32' })).toHaveAttribute(
      'href',
      '/tutti/deployments/deployment-live',
    );
    expect(await part('Frozen')).toHaveTextContent(
      /A freeze window is open: it starts by itself .*in 1[34] h\./,
    );
    expect(await violations(container)).toEqual([]);
  });

  it('lists what is promoted later', async () => {
    const tutti = new MockTutti();
    const coming = {
      kind: 'promotion',
      application: 'shop',
      applicationTitle: 'Online shop',
      from: 'staging',
      release: release(40, HOUR),
      mine: false,
    } as const;
    const since = ago(HOUR);
    tutti.listWaiting = async () => ({
      items: [
        {
          ...coming,
          environment: 'production',
          waits: { for: 'soak', message: '', since, until: ago(-HOUR) },
        },
        {
          ...coming,
          environment: 'frankfurt',
          waits: { for: 'wave', message: '', since, behind: ['canary'] },
        },
      ],
      total: 2,
      mine: 0,
    });
    const { container } = renderTutti(WAITING, { tutti });
    const list = await part('Coming promotions');
    expect(list).toHaveTextContent(
      /Online shop to productionr40 from staging.*Began to wait/,
    );
    expect(list).toHaveTextContent(/Online shop to frankfurt.*canary/);
    expect(await violations(container)).toEqual([]);
  });

  it('shows what would happen before somebody approves, and keeps the comment', async () => {
    const tutti = waiting();
    const { user } = renderTutti(WAITING, { tutti });
    await user.click(
      await screen.findByRole('button', {
        name: 'Look and decide: Online shop to production #13',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('list', { name: 'Summary' }),
    ).toHaveTextContent('±1to replace');
    expect(
      within(dialog).getByRole('link', { name: 'See the whole plan' }),
    ).toHaveAttribute('href', '/tutti/plans/plan-8d2f');
    expect(dialog).toHaveTextContent('The numbers of staging look good.');
    expect(
      within(dialog).getByRole('button', { name: 'Reject' }),
    ).toHaveAccessibleDescription('Say in the comment why first.');
    expect(await violations(dialog)).toEqual([]);
    await user.type(within(dialog).getByLabelText('Comment'), 'Go.');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(tutti.deployments[needsApproval.id].status).toBe('queued'),
    );
    expect(
      tutti.deployments[needsApproval.id].approval?.decisions.at(-1),
    ).toMatchObject({ decision: 'approve', comment: 'Go.' });
    expect(await part('In the line')).toHaveTextContent(
      /#13.*Every worker is busy/,
    );
  });

  it('keeps buttons in sight for whoever may not decide, with the reason', async () => {
    const tutti = waiting();
    const refused = no('You asked for it yourself: others must approve it.');
    tutti.deployments[needsApproval.id] = {
      ...needsApproval,
      approval: { ...approval, allowed: { decide: refused } },
    };
    const { user } = renderTutti(WAITING, { tutti });
    expect(await part('For others to approve')).toHaveTextContent('#13');
    await user.click(screen.getByRole('button', { name: /^Look and decide/ }));
    const dialog = await screen.findByRole('dialog');
    const approve = await within(dialog).findByRole('button', {
      name: 'Approve',
    });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    expect(approve).toHaveAccessibleDescription(
      'You asked for it yourself: others must approve it.',
    );
  });

  it('resumes automation after saying once more why it was held', async () => {
    const { user } = renderTutti(WAITING, { tutti: waiting() });
    await user.click(
      await screen.findByRole('button', {
        name: 'Resume automation in staging',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Resume automation in staging?',
    });
    expect(dialog).toHaveTextContent('latency since #61');
    await user.click(within(dialog).getByRole('button', { name: 'Resume' }));
    await waitFor(() =>
      expect(screen.queryByText(/latency since #61/)).not.toBeInTheDocument(),
    );
  });

  it('overrides a freeze with a reason only', async () => {
    const tutti = waiting();
    const override = jest.spyOn(tutti, 'overrideWindow');
    const { user } = renderTutti(WAITING, { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Override the freeze…' }),
    );
    const dialog = await screen.findByRole('dialog');
    const go = within(dialog).getByRole('button', {
      name: 'Override the freeze',
    });
    expect(go).toHaveAccessibleDescription('Give a reason first.');
    await user.type(within(dialog).getByLabelText('Reason'), 'Shop is down.');
    await user.click(go);
    await waitFor(() =>
      expect(override).toHaveBeenCalledWith(
        'deployment-frozen',
        'Shop is down.',
      ),
    );
  });

  it('reads on where there is more than one page', async () => {
    const tutti = new MockTutti();
    for (let n = 1; n <= 27; n += 1) {
      tutti.deployments[`d-${n}`] = { ...inLine, id: `d-${n}`, number: n };
    }
    const { user } = renderTutti(WAITING, { tutti });
    const line = await part('In the line');
    expect(line.children).toHaveLength(25);
    expect(screen.getByText('25 of 27')).toBeInTheDocument();
    await user.click(screen.getByText('Show more'));
    await waitFor(() => expect(line.children).toHaveLength(27));
    expect(screen.queryByText('Show more')).not.toBeInTheDocument();
  });

  it('says what would appear here where nothing waits', async () => {
    const { container } = renderTutti(WAITING);
    expect(await screen.findByText('Nothing waits')).toBeInTheDocument();
    expect(screen.getByText(/need an approval/)).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });
});
