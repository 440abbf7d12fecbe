import { loadPlatform } from '../loadPlatform';

/** Problems of an environment type with these lines, as `line:column code path: message`. */
function said(...lines: string[]): string[] {
  const text = [
    'apiVersion: tutti.dev/v1alpha1',
    'kind: EnvironmentType',
    'metadata: { name: production }',
    'spec:',
    '  rank: 1',
    ...lines.map(line => `  ${line}`),
  ].join('\n');
  return loadPlatform([{ file: 'types.yaml', text }], [])
    .problems.filter(({ severity }) => severity === 'error')
    .map(
      ({ line, column, code, path, message, hint }) =>
        `${line}:${column} ${code} ${path}: ${message}${
          hint ? ` ${hint}` : ''
        }`,
    );
}

const approvers = 'access: { approve: [group:default/managers] }';
const freeze = (fields: string) =>
  `freeze: [{ title: Weekend, cron: "0 16 * * 5", duration: 64h, ${fields} }]`;
const cron = (text: string, more = '') =>
  `freeze: [{ title: Weekend, cron: "${text}", duration: 1h${more} }]`;

describe('has nothing against', () => {
  it.each<[string, string[]]>([
    ['no rules', []],
    [
      'the rules of the documentation',
      [
        approvers,
        'approval: { when: "plan.summary.replace > 0 || release.changes.size() > 3", quorum: 2, groups: [group:default/managers], self: false, expiresAfter: 72h }',
        'verify: { healthyFor: 5m, gates: [smoke-test], within: 1h }',
        'freeze: [{ title: Weekend, mode: deny, cron: "0 16 * * 5", duration: 64h, timeZone: Europe/Berlin }]',
      ],
    ],
    [
      'two people',
      [
        'access: { approve: [user:a/b, user:a/c] }',
        'approval: { required: true, quorum: 2 }',
      ],
    ],
    [
      'the owner',
      [
        'access: { approve: [owner] }',
        'approval: { required: true, quorum: 9 }',
      ],
    ],
    ['a quorum that nobody asks for', ['approval: { quorum: 3 }']],
    ['an alias of a time zone', [freeze('timeZone: Asia/Calcutta')]],
    ['a window that is always open', [cron('0 0 * * *', ', mode: allow')]],
    [
      'a year without deployments',
      ['freeze: [{ title: Retired, cron: "0 0 * * *", duration: 24h }]'],
    ],
  ])('%s', (_, lines) => {
    expect(said(...lines)).toEqual([]);
  });
});

it.each<[string, string[], string[]]>([
  [
    'a rule that is no CEL',
    [approvers, 'approval: { when: "plan.summary.replace >" }'],
    [
      expect.stringMatching(
        /^7:\d+ ExpressionInvalid spec.approval.when: EnvironmentType production: line 1, column \d+: /,
      ),
    ],
  ],
  [
    'a rule over what there is not',
    [approvers, 'approval: { when: "workload.name == \'a\'" }'],
    [
      '7:22 ExpressionInvalid spec.approval.when: EnvironmentType production: there is no workload here, only context, plan, release.',
    ],
  ],
  [
    'a rule for what is required anyway',
    [approvers, 'approval: { required: true, when: "true" }'],
    [
      '7:37 ApprovalInvalid spec.approval.when: EnvironmentType production: where approvals are required, no rule can make them so. Leave out "required" or "when".',
    ],
  ],
  [
    'approvals that nobody may give',
    ['approval: { required: true }'],
    [
      '6:3 ApprovalInvalid spec.approval: EnvironmentType production: approvals are asked for, and nobody may give one. Name who may in access.approve.',
    ],
  ],
  [
    'more people than there are',
    [
      'access: { approve: [user:a/b, user:a/b, nobody] }',
      'approval: { required: true, quorum: 2 }',
    ],
    [
      '7:39 ApprovalInvalid spec.approval.quorum: EnvironmentType production: 2 people have to agree, and access.approve names 1. Name a group or more people there, or lower the quorum.',
    ],
  ],
  [
    'a group that stands twice',
    [approvers, 'approval: { required: true, groups: [group:a/b, group:a/b] }'],
    [
      '7:31 ApprovalInvalid spec.approval.groups: EnvironmentType production: a group stands twice in the list. Leave one of them out, or raise the quorum.',
    ],
  ],
  [
    'a quorum of nobody',
    ['approval: { quorum: 0 }'],
    [expect.stringContaining('SchemaViolation spec.approval.quorum')],
  ],
  [
    'a gate that stands twice',
    ['verify: { gates: [smoke-test, smoke-test] }'],
    [
      '6:33 VerifyInvalid spec.verify.gates[1]: EnvironmentType production: the gate "smoke-test" stands twice in the list. Leave one of them out.',
    ],
  ],
  [
    'health for longer than anybody waits',
    ['verify: { healthyFor: 2h }'],
    [
      '6:25 VerifyInvalid spec.verify.healthyFor: EnvironmentType production: healthyFor, 2h, is longer than within, 1h. Raise within, or lower healthyFor.',
    ],
  ],
  [
    'promotion that does not go upward',
    ['promotion: { from: production }'],
    [
      '6:22 PromotionInvalid spec.promotion.from: EnvironmentType production: promotion goes upward, but production has rank 1, and this type 1. Name a type of a lower rank, or give this one a higher rank.',
    ],
  ],
  [
    'a city without its continent',
    [freeze('timeZone: Berlin')],
    [
      expect.stringMatching(
        /FreezeInvalid spec.freeze\[0\].timeZone: EnvironmentType production: there is no time zone "Berlin". Did you mean "Europe\/Berlin"\?$/,
      ),
    ],
  ],
  [
    'a slip in a time zone',
    [freeze('timeZone: Europe/Berln')],
    [expect.stringMatching(/Did you mean "Europe\/Berlin"\?$/)],
  ],
  [
    'a time zone of nowhere',
    [freeze('timeZone: Mars/Olympus')],
    [expect.stringMatching(/Write a name such as "Europe\/Berlin"\.$/)],
  ],
  [
    'a window longer than a year',
    ['freeze: [{ title: Ever, cron: "0 0 1 1 *", duration: 400d }]'],
    [
      expect.stringContaining(
        'spec.freeze[0].duration: EnvironmentType production: a window of 400d is longer than a year. Write at most 366d.',
      ),
    ],
  ],
  [
    'an hour that there is not',
    [cron('0 24 * * *')],
    [
      '6:39 FreezeInvalid spec.freeze[0].cron: EnvironmentType production: the hour "24" is not one of 0 to 23, "*", a range, a list or a step. Write minute, hour, day, month and weekday, such as "0 16 * * 5" for Fridays at 16:00.',
    ],
  ],
  [
    'every minute of an hour',
    [cron('* 16 * * 5')],
    [
      expect.stringContaining(
        'the minute "*" is more than one number: a window would begin several times an hour.',
      ),
    ],
  ],
  [
    'a weekday that there is not',
    [cron('0 0 * * FRY')],
    [
      expect.stringContaining(
        'the weekday "FRY" is not one of 0 to 7 or SUN …, "*", a range',
      ),
    ],
  ],
  [
    'a range backwards',
    [cron('0 0 * 12-1 *')],
    [expect.stringContaining('the month "12-1" ends before it begins.')],
  ],
  [
    'a step of nothing',
    [cron('0 */0 * * *')],
    [expect.stringContaining('the hour "*/0" is not one of')],
  ],
  [
    'an empty part of a list',
    [cron('0 1,,2 * * *')],
    [expect.stringContaining('the hour "" is not one of')],
  ],
  [
    'a day of no month',
    [cron('0 0 31 2,4 *')],
    [
      expect.stringContaining(
        '"0 0 31 2,4 *" never begins: no month that it names has such a day. Correct the day or the month.',
      ),
    ],
  ],
  [
    'a window that never opens',
    [
      'freeze:',
      '  - { title: Night, cron: "0 18 * * *", duration: 15h }',
      '  - { title: Early, mode: allow, cron: "0 7 * * *", duration: 1h }',
    ],
    [
      '8:7 FreezeInvalid spec.freeze[1]: EnvironmentType production: within a year there is no time that a window allows and none denies. Compare the times of the windows: deny wins.',
    ],
  ],
])('finds %s', (_, lines, expected) => {
  expect(said(...lines)).toEqual(expected);
});

it.each<[string, string[]]>([
  ['[{ labels: { region: eu } }, { labels: { region: us } }]', []],
  [
    '[{ labels: { region: eu, tier: canary } }, { labels: { region: eu } }]',
    [],
  ],
  ['[{}, { labels: { region: eu } }]', ['spec.promotion.waves[1]']],
  [
    '[{ labels: { region: eu } }, { labels: { tier: canary, region: eu } }]',
    ['spec.promotion.waves[1]'],
  ],
])('waves behind one that takes all they could: %s', (waves, paths) => {
  const text = [
    'apiVersion: tutti.dev/v1alpha1',
    'kind: EnvironmentType',
    'metadata: { name: staging }',
    'spec: { rank: 1 }',
    '---',
    'apiVersion: tutti.dev/v1alpha1',
    'kind: EnvironmentType',
    'metadata: { name: production }',
    `spec: { rank: 2, promotion: { from: staging, waves: ${waves} } }`,
  ].join('\n');
  const { problems } = loadPlatform([{ file: 'types.yaml', text }], []);
  expect(
    problems.map(({ severity, code, path }) => [severity, code, path]),
  ).toEqual(paths.map(path => ['warning', 'NeverMatches', path]));
});
