import { Secret, Unknown, Value } from '../../model';
import { celVariables } from './variables';
import { expressionError, judge } from './expression';

const host = new Unknown('string', false, 'resources.db.host');

const workload: Value = {
  name: 'web',
  replicas: 3,
  ratio: 0.5,
  containers: [
    { name: 'web', image: 'nginx:1.27', resources: { limits: {} } },
    { name: 'log', image: 'fluent:latest', resources: { limits: {} } },
  ],
  labels: { 'app.kubernetes.io/name': 'web', constructor: 'x', $typeName: 'y' },
  env: [
    { name: 'HOST', value: host },
    { name: 'LEVEL', value: 'info' },
  ],
  password: new Secret('hunter2'),
  token: new Unknown('string', true, 'resources.db.token'),
  nothing: null,
};

const variables = celVariables({ workload, context: { owner: 'team-a' } });

describe('judge', () => {
  it.each([
    // the language
    ['workload.name == "web"', 'true'],
    ['workload.containers.all(c, !c.image.endsWith(":latest"))', 'false'],
    [
      'workload.containers.exists(c, c.image.matches("^nginx:[0-9.]+$"))',
      'true',
    ],
    ['workload.containers.map(c, c.name) == ["web", "log"]', 'true'],
    ['"app.kubernetes.io/name" in workload.labels', 'true'],
    ['workload.labels["app.kubernetes.io/name"] == "web"', 'true'],
    [
      'workload.labels.constructor == "x" && workload.labels["$typeName"] == "y"',
      'true',
    ],
    ['has(workload.labels.missing)', 'false'],
    ['has(workload.containers[0].resources.limits.memory)', 'false'],
    ['workload.nothing == null', 'true'],
    // whole numbers are int, so that arithmetic with literals works
    ['workload.replicas + 1 == 4', 'true'],
    ['workload.replicas > 2 && workload.ratio < 1.0', 'true'],
    // strings extension
    ['workload.name.upperAscii() == "WEB"', 'true'],
    ['workload.containers[0].image.split(":")[1] == "1.27"', 'true'],
    // secrets are masked, known or not
    ['workload.password == "hunter2"', 'false'],
    ['workload.password == "(secret)" && workload.token == "(secret)"', 'true'],
    // what is not known yet may be passed over, not read
    ['workload.env[0].value == "x"', 'pending'],
    ['workload.env[0].value != "x"', 'pending'],
    ['workload.env.exists(e, e.name == "LEVEL")', 'true'],
    ['workload.env.exists(e, e.value == "debug")', 'pending'],
    ['size(workload.env) == 2', 'true'],
    ['workload.env == []', 'false'],
    ['workload.name == "web" || workload.env[0].value == "x"', 'true'],
    ['workload.name == "api" && workload.env[0].value == "x"', 'false'],
    ['size(workload.env[0].value) > 3', 'pending'],
    // what cannot be judged is said
    ['workload.image == "x"', 'error'],
    ['nobody.name == "x"', 'error'],
    ['workload.name', 'error'],
    ['workload.name + 1 == 2', 'error'],
    ['workload.name ==', 'error'],
  ])('%s is %s', (expression, outcome) => {
    expect(judge(expression, variables).outcome).toBe(outcome);
  });

  it('names what a pending rule waits for', () => {
    expect(judge('workload.env[0].value == "x"', variables)).toEqual({
      outcome: 'pending',
      on: host,
    });
  });

  it('forgets what an earlier expression waited for', () => {
    judge('workload.env[0].value == "x"', variables);
    expect(judge('workload.image == "x"', variables).outcome).toBe('error');
  });
});

describe('expressionError', () => {
  const error = (expression: string) =>
    expressionError(expression, ['context', 'workload'])?.message;

  it.each([
    ['workload.name == "x"'],
    ['workload.containers.all(c, c.image.map(d, c + d) != [])'],
    ['type(workload.name) == string && has(workload.labels.x)'],
    ['{workload.name: context.owner}["web"] == "x"'],
  ])('has nothing against %s', expression => {
    expect(error(expression)).toBeUndefined();
  });

  it.each([
    ['workload.name ==== "x"', /^line 1, column \d+: /],
    [
      'workloads.all(w, w.name != "x")',
      /^there is no workloads here, only context, workload$/,
    ],
    ['workload.containers.all(c, d.image != "x")', /^there is no d here/],
    [
      'workload.containers.all(c, true) && c.image == "x"',
      /^there is no c here/,
    ],
    ['[object.kind] == [{"a": plan}]', /^there is no object here/],
  ])('finds what is wrong with %s', (expression, message) => {
    expect(error(expression)).toMatch(message);
  });
});
