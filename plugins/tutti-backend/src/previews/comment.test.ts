import {
  DeploymentDetail,
  EnvironmentSummary,
  headOf,
  Preview,
} from '@tutti/plugin-tutti-common';
import { plan } from '../__testUtils__/records';
import { commentOf } from './comment';

const environment: EnvironmentSummary = {
  id: 'e',
  name: 'pr-7',
  type: 'preview',
  typeTitle: 'Preview',
  rank: 5,
  simulated: true,
  health: { status: 'healthy', healthy: 1, of: 1 },
  endpoints: [{ workload: 'web', url: 'https://pr-7.example.com/a(b)' }],
  pendingChanges: 0,
  allowed: {},
};
const preview: Preview = {
  key: 'pr-7',
  application: 'shop',
  environment,
  base: 'staging',
  title: 'Pay by invoice',
  state: 'running',
  message: 'It runs.',
  createdAt: '2026-11-30T12:00:00.000Z',
  createdBy: 'external:ci',
  askedAt: '2026-11-30T12:00:00.000Z',
  askedBy: 'external:ci',
  expiresAt: '2026-12-03T12:00:00.000Z',
};
const step = (address: string, action: string) => ({
  position: 1,
  address,
  kind: 'workload' as const,
  action,
  status: 'done' as const,
  needs: [],
  attempt: 1,
});
const empty = headOf(plan({ environment: 'pr-7' }));
const deployment: DeploymentDetail = {
  id: 'd-1',
  number: 4,
  application: 'shop',
  applicationTitle: 'Shop',
  environment: 'pr-7',
  status: 'succeeded',
  requestedBy: 'external:ci',
  requestedAt: '2026-11-30T12:00:00.000Z',
  simulated: true,
  phases: [],
  progress: { done: 2, of: 2 },
  failures: [],
  allowed: { cancel: { allowed: true }, redeploy: { allowed: true } },
  statuses: {},
  steps: [step('workload#web', 'create'), step('workload#api', 'keep')],
  plan: {
    ...empty,
    contents: {
      ...empty.contents,
      steps: {
        target: { create: 1 },
        resource: { keep: 2 },
        workload: { create: 1, keep: 1 },
      },
    },
  },
};
const portal = 'https://portal.example.com/';

describe('the comment of a preview', () => {
  it('says what runs where, what its plan does, and until when it is there', () => {
    const { marker, markdown } = commentOf({ preview, deployment, portal });
    expect(markdown).toBe(`${marker}
### Preview of shop: pr-7, Pay by invoice

**Running.** It runs.

- web: [https:\u200b//pr-7.example.com/a\\(b\\)](<https://pr-7.example.com/a(b)>)
- [Environment pr-7](<https://portal.example.com/tutti/applications/shop/environments/pr-7>)
- [Deployment \\#4](<https://portal.example.com/tutti/deployments/d-1>)

**Plan of deployment #4:** 1 to create, 3 unchanged

- create \`workload#web\`

It is destroyed at 2026-12-03 12:00 UTC, unless its pull request is pushed to before, or when its pull request is closed.
`);
  });

  it('begins with a marker that is the same whatever it says', () => {
    const waiting = commentOf({
      preview: { ...preview, state: 'waiting', title: 'Another' },
    });
    expect(waiting.marker).toBe(commentOf({ preview }).marker);
    expect(waiting.markdown.startsWith(`${waiting.marker}\n`)).toBe(true);
  });

  it('names problems with their way out', () => {
    const { markdown } = commentOf({
      preview: { ...preview, state: 'failed', message: 'No such image.' },
      deployment: {
        ...deployment,
        status: 'failed',
        failures: [
          {
            address: 'workload#web',
            code: 'ImagePullBackOff',
            message: 'No such image. Push it, or correct the tag.',
          },
        ],
      },
    });
    expect(markdown).toContain('**Failed.** No such image.');
    expect(markdown).toContain(
      '- `workload#web, ImagePullBackOff`: No such image. Push it, or correct the tag.',
    );
  });

  it.each([
    ['a link', '[click](https://evil.example.com)'],
    ['an image', '![x](https://evil.example.com/x.png)'],
    ['HTML', '<img src=x onerror=alert(1)> <!-- tutti-preview shop/pr-1 -->'],
    ['a mention', '@everyone, @storefront/team'],
    ['a heading and lines', 'a\n\n# Approved\n- [x] done'],
    ['code', '`rm` and ```\nfence'],
    ['a table', '| a | b |'],
  ])('leaves %s in a title as text', (_, title) => {
    const { markdown, marker } = commentOf({ preview: { ...preview, title } });
    const [, heading, blank] = markdown.split('\n');
    expect(blank).toBe('');
    expect(heading).not.toMatch(/(?<!\\)[[\]<>`!|(]/);
    expect(heading).not.toMatch(/@\w/);
    expect(markdown.split(marker)).toHaveLength(2);
  });

  it('links to nothing but web pages', () => {
    const { markdown } = commentOf({
      preview: {
        ...preview,
        environment: {
          ...environment,
          endpoints: [{ workload: 'web', url: `${'javascript'}:alert(1)` }],
        },
      },
    });
    expect(markdown).not.toContain('](');
    expect(markdown).toContain('- web: javascript:alert\\(1\\)');
  });

  it('of one that goes gives no address and no end', () => {
    const { markdown } = commentOf({
      preview: {
        ...preview,
        state: 'destroying',
        message: 'external:ci closed it. It is being destroyed.',
        closing: { by: 'external:ci', at: '', why: 'closed' },
      },
    });
    expect(markdown).toContain('**Being destroyed.**');
    expect(markdown).not.toContain('pr-7.example.com');
    expect(markdown).not.toContain('It is destroyed at');
  });
});
