import { linksBelow, placeAt } from './routes';

const shop = { application: 'shop' };
const staging = { ...shop, environment: 'staging' };

describe.each(['/tutti', '/', '/deploy/here'])('below %s', base => {
  const links = linksBelow(base);

  it.each([
    [links.applications(), { page: 'applications' }],
    [links.application('shop'), { page: 'application', ...shop }],
    [links.environment('shop', 'staging'), { page: 'environment', ...staging }],
    [links.newPlan('shop', 'staging'), { page: 'newPlan', ...staging }],
    [links.rollout('shop'), { page: 'rollout', ...shop }],
    [links.plan('a plan/1 %'), { page: 'plan', plan: 'a plan/1 %' }],
    [links.deployment('7'), { page: 'deployment', deployment: '7' }],
    [links.platform(), { page: 'platform' }],
    [links.waiting(), { page: 'waiting' }],
    [links.drift(), { page: 'drift' }],
    [links.audit(), { page: 'audit' }],
    [links.webhooks(), { page: 'webhooks' }],
  ])('%s leads to its page', (path, place) => {
    expect(placeAt(base, path)).toEqual(place);
    expect(placeAt(base, `${path}/`)).toEqual(place);
  });

  it.each([
    'applications',
    'applications/shop/environments',
    'applications/shop/environments/staging/plan/again',
    'applications/shop/other/staging',
    'plans',
    'plans/1/2',
    'nothing/here',
    'plans/%E0%A4%A',
  ])('there is no page at %s', path => {
    expect(placeAt(base, `${base.replace(/\/$/, '')}/${path}`)).toBeUndefined();
  });
});

it('what of the platform is shown stands in the query', () => {
  expect(linksBelow('/tutti').platform({ tab: 'types', type: 'a b' })).toBe(
    '/tutti/platform?tab=types&type=a+b',
  );
  expect(linksBelow('/deploy', { platform: '/our-platform' }).platform()).toBe(
    '/our-platform',
  );
});

it('a path that only begins with the same letters is elsewhere', () => {
  expect(placeAt('/tutti', '/tutti-frutti')).toBeUndefined();
  expect(placeAt('/tutti', '/catalog')).toBeUndefined();
});
