import { EnvironmentType } from '@tutti/engine';
import { ungoverned } from './ungoverned';

const production: EnvironmentType = {
  name: 'production',
  source: { file: 'types.yaml', line: 1 },
  rank: 30,
  access: {
    create: [],
    deploy: [],
    operate: [],
    approve: [],
    override: [],
    secrets: [],
    manage: [],
    logs: [],
    exec: [],
    destroy: [],
  },
  approval: { required: false, self: false },
  deferredPlans: 'allow',
  drift: { repair: 'manual' },
  freeze: [],
  destroy: 'allow',
};

describe('a rule that cannot be carried out', () => {
  it('is none where there is none', () => {
    expect(ungoverned(production)).toBeUndefined();
  });

  it('is an approval: nobody could give it', () => {
    const approval = { required: true, self: false };
    expect(ungoverned({ ...production, approval })).toContain('approvals');
  });

  it('is a freeze window: nobody would keep it', () => {
    const freeze = [{ title: 'Weekend', cron: '0 16 * * 5', duration: '64h' }];
    expect(ungoverned({ ...production, freeze })).toContain('freeze windows');
  });
});
