import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { ago, no } from '../../mocks/applications';
import { failed } from '../../mocks/deployments';
import { MockTutti } from '../../mocks/MockTutti';
import {
  addWaiting,
  approval,
  frozen,
  inLine,
  needsApproval,
  reviewing,
} from '../../mocks/waiting';

const at = (id: string) => `/tutti/deployments/${id}`;

function waiting() {
  const tutti = new MockTutti();
  addWaiting(tutti);
  return tutti;
}

const note = () =>
  screen.findByRole('region', { name: 'Why it has not begun' });

describe('A deployment that waits', () => {
  it('in the line says its place and leads to the run in the way', async () => {
    const { container } = renderTutti(at(inLine.id), { tutti: waiting() });
    const shown = await note();
    expect(shown).toHaveTextContent(
      /Not begun\. Place 2 in the line, behind #32: it starts by itself/,
    );
    expect(within(shown).getByRole('link', { name: '#32' })).toHaveAttribute(
      'href',
      '/tutti/deployments/deployment-live',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('in the middle of its run shows what drivers would do now, thing by thing', async () => {
    const tutti = waiting();
    tutti.deployments[reviewing.id] = reviewing;
    const { container, user } = renderTutti(at(reviewing.id), { tutti });
    const shown = await screen.findByRole('region', {
      name: 'Why it waits in the middle',
    });
    expect(shown).toHaveTextContent(
      'What drivers would do is known now. Nothing of it is done yet.',
    );
    expect(shown).not.toHaveTextContent('Not begun');
    expect(
      within(
        within(shown).getByRole('list', {
          name: 'What the driver of postgres.default#main would do',
        }),
      )
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(
        /replace.* aws_db_instance\.main engine_version forces a replacement/,
      ),
      expect.stringMatching(/create.* aws_security_group\.db/),
    ]);
    expect(shown).toHaveTextContent(
      /dns\.default#shop create: its driver does not tell more\./,
    );
    expect(await violations(container)).toEqual([]);
    await user.click(within(shown).getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(tutti.deployments[reviewing.id].status).toBe('queued'),
    );
  });

  it('for approval says who is needed, who has decided, and what would happen', async () => {
    const { container, user, tutti } = renderTutti(at(needsApproval.id), {
      tutti: waiting(),
    });
    const shown = await note();
    expect(shown).toHaveTextContent('Production asks for approval');
    expect(shown).toHaveTextContent(
      'Needs 2 approvals, at least one of each: release-managers, not of whoever asked for it.',
    );
    expect(
      within(shown).getByRole('list', { name: 'Decisions so far' }),
    ).toHaveTextContent(/Approvedjon.*The numbers of staging look good\./);
    expect(
      within(shown).getByRole('list', { name: 'Summary' }),
    ).toHaveTextContent('to create');
    expect(await violations(container)).toEqual([]);
    await user.type(within(shown).getByLabelText('Comment'), 'Not on a Friday');
    await user.click(within(shown).getByRole('button', { name: 'Reject' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The request was rejected.*Not on a Friday/,
    );
    expect(tutti.deployments[needsApproval.id].status).toBe('rejected');
    expect(
      screen.getByRole('button', { name: 'Plan again' }),
    ).toBeInTheDocument();
  });

  it('says to the author in sight of the buttons why others must decide', async () => {
    const tutti = waiting();
    const reason = 'You asked for it yourself: others must approve it.';
    tutti.deployments[needsApproval.id] = {
      ...needsApproval,
      approval: { ...approval, allowed: { decide: no(reason) } },
    };
    renderTutti(at(needsApproval.id), { tutti });
    const shown = await note();
    expect(within(shown).getByText(reason)).toBeInTheDocument();
    expect(
      within(shown).getByRole('button', { name: 'Approve' }),
    ).toHaveAccessibleDescription(reason);
  });

  it('for a window says until when, and may be started all the same with a reason', async () => {
    const tutti = waiting();
    const override = jest.spyOn(tutti, 'overrideWindow');
    const { user } = renderTutti(at(frozen.id), { tutti });
    const shown = await note();
    expect(shown).toHaveTextContent(/starts by itself .*, in 1[34] h/);
    await user.click(
      within(shown).getByRole('button', { name: 'Override the freeze…' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Start Online shop to production #14 in spite of the freeze window?',
    });
    await user.type(within(dialog).getByLabelText('Reason'), 'It is down');
    await user.click(
      within(dialog).getByRole('button', { name: 'Override the freeze' }),
    );
    await waitFor(() =>
      expect(override).toHaveBeenCalledWith(frozen.id, 'It is down'),
    );
  });

  it('that is not planned yet has no plan to show, and says when it gets one', async () => {
    const tutti = waiting();
    tutti.deployments[inLine.id] = {
      ...inLine,
      release: undefined,
      planId: undefined,
      plan: undefined,
      steps: [],
    };
    renderTutti(at(inLine.id), { tutti });
    expect(await note()).toBeInTheDocument();
    expect(
      screen.getByText(/It is planned when its turn has come/),
    ).toBeInTheDocument();
  });
});

describe('A deployment that ended without being run', () => {
  const ended = (rest: Partial<typeof needsApproval>) => {
    const tutti = new MockTutti();
    tutti.deployments[needsApproval.id] = {
      ...needsApproval,
      waits: undefined,
      finishedAt: ago(0),
      ...rest,
    };
    return renderTutti(at(needsApproval.id), { tutti });
  };

  it('expired: says so, and leads to a new plan of the same release', async () => {
    const { user, tutti } = ended({
      status: 'rejected',
      failures: [
        {
          address: '',
          code: 'ApprovalExpired',
          message: 'Nobody approved it.',
        },
      ],
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^Nobody approved it in time\. Nothing was changed in production\./,
    );
    await user.click(screen.getByRole('button', { name: 'Plan again' }));
    await waitFor(() =>
      expect(tutti.plans['plan-7c1e'].input).toEqual({
        releaseId: 'release-42',
      }),
    );
  });

  it('superseded: leads to the one that took its changes along', async () => {
    ended({
      status: 'superseded',
      supersededBy: { id: 'deployment-31', number: 31 },
    });
    expect(await screen.findByRole('link', { name: '#31' })).toHaveAttribute(
      'href',
      '/tutti/deployments/deployment-31',
    );
  });

  it('started in spite of a window: says who and why', async () => {
    ended({
      status: 'succeeded',
      overridden: { by: 'user:default/jon', reason: 'It is down' },
    });
    expect(
      await screen.findByText(/in spite of a freeze window, by/),
    ).toHaveTextContent('jon: “It is down”');
  });
});

it('a failure has the way back beside it, as a plan', async () => {
  const { user, tutti, address } = renderTutti(at(failed.id));
  const alert = await screen.findByRole('alert');
  await user.click(
    within(alert).getByRole('button', {
      name: 'Roll back to #30',
    }),
  );
  await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
  expect(tutti.plans['plan-7c1e'].input).toEqual({
    rollbackTo: 'deployment-30',
  });
});
