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
        reason: 'hunter2-canary',
        message: 'hunter2-canary',
        said: 'hunter2-canary',
        events: [
          { time: '', reason: 'hunter2-canary', message: 'hunter2-canary' },
        ],
        logTail: ['hunter2-canary'],
      },
    });
    expect(JSON.stringify(told)).not.toContain('canary');
  });
});

const b64 = (text: string) => Buffer.from(text).toString('base64');

/** Written by hand in other words than the redactor's: what programs really print. */
const SPELLINGS: [string, (secret: string) => string][] = [
  ['plain', secret => secret],
  ['base64', secret => b64(secret)],
  ['base64 behind one byte', secret => b64(`:${secret}`)],
  ['base64 behind two bytes, before more', secret => b64(`a:${secret} and`)],
  ['base64url', secret => Buffer.from(secret).toString('base64url')],
  [
    'base64url behind five bytes',
    secret => Buffer.from(`user:${secret}`).toString('base64url'),
  ],
  ['basic auth', secret => `Basic ${b64(`admin:${secret}`)}`],
  ['base64 in a form', secret => encodeURIComponent(b64(`id=${secret}`))],
  ['base64 of its JSON', secret => b64(JSON.stringify({ auth: secret }))],
  ['hex', secret => Buffer.from(secret).toString('hex')],
  ['HEX', secret => Buffer.from(secret).toString('hex').toUpperCase()],
  ['a component of a URL', secret => encodeURIComponent(secret)],
  [
    'a component in lower case',
    secret => encodeURIComponent(secret).replace(/%../g, c => c.toLowerCase()),
  ],
  ['a form', secret => new URLSearchParams({ secret }).toString()],
  ['a URL as a whole', secret => encodeURI(`https://a/${secret}`)],
  ['JSON', secret => JSON.stringify({ secret })],
  ['JSON in JSON', secret => JSON.stringify(JSON.stringify({ secret }))],
];

const HARD = 'p"a/s+s?w&ö<rd> \\9~\'x';
const SECRETS: [string, string][] = [
  ['letters and digits', 'Xq7PzR2mK9vLw4Tn'],
  ['five characters', 'Zk9Qx'],
  ['every kind of character', HARD],
  ['long', Array.from({ length: 40 }, (_, n) => `q${n * 7919}Z`).join('')],
];

describe('every spelling of every secret', () => {
  it.each(
    SECRETS.flatMap(([kind, secret]) =>
      SPELLINGS.map(
        ([spelling, write]) => [kind, spelling, secret, write] as const,
      ),
    ),
  )('%s, as %s', (_kind, _spelling, secret, write) => {
    const redactor = new Redactor();
    redactor.learn(new Secret(secret));
    const written = write(secret);
    const told = redactor.text(`it said ${written}, and ended`);
    expect(told).toContain('(secret)');
    expect(told).toMatch(/^it said .*, and ended$/);
    // Nothing as long as six characters of how it was written is left, but what stands around it.
    const around = write('');
    const parts = Array.from({ length: written.length - 5 }, (_part, at) =>
      written.slice(at, at + 6),
    );
    const left = parts.filter(
      part =>
        !around.includes(part) &&
        told.includes(part) &&
        secretPart(write, secret, part),
    );
    expect(left).toEqual([]);
  });

  /** Whether a part of what was written changes with the secret. */
  function secretPart(
    write: (secret: string) => string,
    secret: string,
    part: string,
  ): boolean {
    const other = secret.replace(/[a-z0-9]/gi, c => (c === 'j' ? 'k' : 'j'));
    return !write(other).includes(part);
  }
});

describe('the secret in a secret', () => {
  it.each<[string, Secret, string, string]>([
    [
      'the password of a URL',
      new Secret('postgres://app:qW8zzK%2F1@db:5432/x'),
      'password qW8zzK/1 refused',
      'password (secret) refused',
    ],
    [
      'a leaf of JSON in a text',
      new Secret('{"auths":{"r":{"password":"qW8zzK1"}}}'),
      'password qW8zzK1 refused',
      'password (secret) refused',
    ],
    [
      'a map as JSON',
      new Secret({ a: 'x1', b: ['y1'] }),
      'got {"a":"x1","b":["y1"]}',
      'got (secret)',
    ],
    [
      'a number',
      new Secret({ pin: 918273 }),
      'pin 918273 refused',
      'pin (secret) refused',
    ],
    [
      'words stay',
      new Secret({ on: false, port: 80, name: 'api' }),
      'api says false on port 80',
      'api says false on port 80',
    ],
  ])('%s', (_what, secret, said, told) => {
    const redactor = new Redactor();
    redactor.learn(secret);
    expect(redactor.text(said)).toBe(told);
  });
});

it('shows nothing where secrets overlap, touch, or one begins another', () => {
  const redactor = new Redactor();
  redactor.learn([
    new Secret('abcdefgh'),
    new Secret('efghijkl'),
    new Secret('abcdefghXYZ'),
  ]);
  expect(redactor.text('-abcdefghijkl-abcdefghabcdefgh-abcdefghXYZ-')).toBe(
    '-(secret)-(secret)-(secret)-',
  );
});

it('takes time in proportion to the text, whatever the secrets', () => {
  const redactor = new Redactor();
  redactor.learn([
    new Secret('a'.repeat(100_000)),
    ...Array.from({ length: 1_000 }, (_, n) => new Secret(`aaaaaaaa${n}-b`)),
  ]);
  const began = performance.now();
  redactor.text('aaaaaaaab'.repeat(20_000));
  redactor.text('a'.repeat(200_000));
  redactor.text('x'.repeat(1_000_000));
  expect(performance.now() - began).toBeLessThan(5_000);
});
