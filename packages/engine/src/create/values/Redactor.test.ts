import { Secret } from '../../model';
import { Redactor } from './Redactor';

describe('Redactor', () => {
  const key = [
    '-----BEGIN KEY-----',
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw',
    '-----END KEY-----',
  ].join('\n');
  const redactor = new Redactor();
  redactor.learn({
    plain: 'not a secret',
    password: new Secret('hunter2-canary'),
    account: new Secret({ user: 'app', token: 'token-canary' }),
    key: [new Secret(key)],
    pin: new Secret('7'),
    odd: new Secret('p"a/s s-canary'),
    half: new Secret('half \uD800 canary'),
  });

  it.each([
    [
      'as it is',
      'login with hunter2-canary failed',
      'login with (secret) failed',
    ],
    ['more than once', 'hunter2-canary, hunter2-canary', '(secret), (secret)'],
    [
      'as a Kubernetes Secret holds it',
      Buffer.from('hunter2-canary').toString('base64'),
      '(secret)',
    ],
    [
      'in JSON',
      JSON.stringify({ odd: 'p"a/s s-canary' }),
      '{"odd":"(secret)"}',
    ],
    [
      'in a URL',
      `https://a:${encodeURIComponent('p"a/s s-canary')}@b`,
      'https://a:(secret)@b',
    ],
    [
      'one line of many',
      'read MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw',
      'read (secret)',
    ],
    [
      'what is none',
      'not a secret, 7 of 7 ready',
      'not a secret, 7 of 7 ready',
    ],
  ])('%s', (_, said, told) => {
    expect(redactor.text(said)).toBe(told);
  });

  it('looks into structures', () => {
    expect(redactor.text('with token-canary')).toBe('with (secret)');
  });

  it('covers all that an event can say', () => {
    const told = redactor.event({
      type: 'step',
      at: 0,
      address: 'workload#api',
      status: 'failed',
      action: 'create',
      message: 'hunter2-canary',
      cause: {
        reason: 'CrashLoopBackOff',
        message: 'hunter2-canary',
        events: [{ time: '', reason: '', message: 'hunter2-canary' }],
        logTail: ['hunter2-canary'],
      },
    });
    expect(JSON.stringify(told)).not.toContain('canary');
  });
});
