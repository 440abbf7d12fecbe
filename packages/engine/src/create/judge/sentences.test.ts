import { builtinKind, Finding, Path } from '@tutti/kubernetes';
import { Secret, Unknown } from '../../model';
import { sentenceOf } from './sentences';

const built = builtinKind('apps/v1', 'Deployment')?.shape;
if (!built) throw new Error('no Deployment');
const shape = built;

function told(finding: Finding, hides = false) {
  return sentenceOf('Deployment web', finding, shape, hides);
}

const REPLICAS: Path = ['spec', 'replicas'];
const at = 'Deployment web: spec.replicas';

describe('what Kubernetes would refuse, in a sentence', () => {
  it.each<[Finding, string]>([
    [{ reason: 'required', path: REPLICAS }, `${at} is missing.`],
    [
      { reason: 'required', path: REPLICAS, detail: 'it needs `a`.' },
      `${at} is missing: it needs a.`,
    ],
    [{ reason: 'required', path: [] }, 'Deployment web is missing.'],
    [{ reason: 'unnamed', path: REPLICAS, key: 'name' }, `${at} has no name.`],
    [{ reason: 'invalid', path: REPLICAS }, `${at} is wrong: it is not valid.`],
    [
      {
        reason: 'invalid',
        path: REPLICAS,
        value: -1,
        detail: 'it must not be `below` zero, `ever`.',
      },
      `${at} is -1: it must not be below zero, ever.`,
    ],
    [
      { reason: 'invalid', path: REPLICAS, value: 'a', detail: '1.5 or more' },
      `${at} is "a": 1.5 or more.`,
    ],
    [{ reason: 'forbidden', path: REPLICAS }, `${at} may not be given.`],
    [
      { reason: 'forbidden', path: REPLICAS, detail: 'is for `Jobs`.' },
      `${at} is for Jobs.`,
    ],
    [
      { reason: 'unsupported', path: REPLICAS, supported: ['A'], value: 'x' },
      `${at} is "x": Kubernetes takes A.`,
    ],
    [
      { reason: 'unsupported', path: REPLICAS, supported: ['', 'A', 'B'] },
      `${at} is wrong: Kubernetes takes A or B.`,
    ],
    [
      { reason: 'unsupported', path: REPLICAS, supported: ['A', 'B', 'C'] },
      `${at} is wrong: Kubernetes takes A, B or C.`,
    ],
    [
      { reason: 'notFound', path: REPLICAS },
      `${at}: there is nothing of that name in the pod.`,
    ],
    [
      { reason: 'notFound', path: REPLICAS, value: 'data' },
      `${at} is "data": there is nothing of that name in the pod.`,
    ],
    [
      { reason: 'tooLong', path: REPLICAS, atMost: 1024 },
      `${at} has more than 1024 bytes, which is all that Kubernetes takes.`,
    ],
  ])('%j', (finding, message) => {
    expect(told(finding)).toStrictEqual({ message });
  });

  const hint = 'Keep one of the two, or give one another name.';
  it.each<[Finding, string]>([
    [{ reason: 'duplicate', path: REPLICAS }, `${at} is there twice.`],
    [
      { reason: 'duplicate', path: REPLICAS, value: 'a' },
      `${at} is there twice: "a".`,
    ],
    [
      { reason: 'repeated', path: REPLICAS, keys: ['name'], value: 'a' },
      `${at} is there twice: "a".`,
    ],
  ])('%j', (finding, message) => {
    expect(told(finding)).toStrictEqual({ message, hint });
  });
});

describe('what stands there', () => {
  it.each<[string, Finding['value'], string]>([
    ['a secret is not shown', new Secret('s3cret'), 'is wrong'],
    ['what comes later', new Unknown('string', false, 'x'), 'is wrong'],
    ['80 characters', 'x'.repeat(78), `is "${'x'.repeat(78)}"`],
    ['more than that is cut', 'x'.repeat(79), `is "${'x'.repeat(79)}…`],
    ['nothing', null, 'is null'],
  ])('%s', (_, value, expected) => {
    expect(
      told({ reason: 'invalid', path: REPLICAS, value, detail: 'no' }).message,
    ).toBe(`${at} ${expected}: no.`);
  });

  it.each<[Finding, string]>([
    [
      { reason: 'invalid', path: REPLICAS, value: 's3cret' },
      `${at} is wrong: it is not valid.`,
    ],
    [
      { reason: 'duplicate', path: REPLICAS, value: 's3cret' },
      `${at} is there twice.`,
    ],
    [
      { reason: 'type', path: REPLICAS, expected: 'boolean', value: 's3cret' },
      `${at} is a text, where Kubernetes takes true or false.`,
    ],
  ])('is not shown where the object hides it: %j', (finding, message) => {
    expect(told(finding, true).message).toBe(message);
  });
});

describe('what stands there is of another type', () => {
  type Expected = Extract<Finding, { reason: 'type' }>['expected'];
  const mistyped = (expected: Expected, value?: Finding['value']) =>
    told({ reason: 'type', path: REPLICAS, expected, value });

  it.each<[Expected, string]>([
    ['object', 'a map'],
    ['array', 'a list'],
    ['integer', 'a whole number'],
    ['int32', 'a whole number of at most 32 bits'],
    ['number', 'a number'],
    ['boolean', 'true or false'],
    ['intOrString', 'a whole number or a text'],
    ['any', 'anything'],
  ])('than %s', (expected, wanted) => {
    expect(mistyped(expected, 'x')).toStrictEqual({
      message: `${at} is the text "x", where Kubernetes takes ${wanted}.`,
    });
  });

  it.each<[string, Finding['value'], string]>([
    ['a list', ['x'], 'a list'],
    ['a map', { a: 1 }, 'a map'],
    ['a number', 1, 'the number 1'],
    ['a truth value', true, 'the boolean true'],
    ['a secret', new Secret('x'), 'a secret'],
    [
      'a number to come',
      new Unknown('integer', false, 'x'),
      'an integer, which comes later',
    ],
    [
      'a text to come',
      new Unknown('string', false, 'x'),
      'a string, which comes later',
    ],
  ])('%s', (_, value, kind) => {
    expect(mistyped('int32', value).message).toBe(
      `${at} is ${kind}, where Kubernetes takes a whole number of at most 32 bits.`,
    );
  });

  it.each<[Finding['value'], string, string | undefined]>([
    [25, 'the number 25', 'Put it in quotes: "25".'],
    [true, 'the boolean true', 'Put it in quotes: "true".'],
    [['x'], 'a list', undefined],
    [{ a: 1 }, 'a map', undefined],
  ])('than a text: %j', (value, kind, hint) => {
    expect(mistyped('string', value)).toStrictEqual({
      message: `${at} is ${kind}, where Kubernetes takes only a text.`,
      ...(hint !== undefined && { hint }),
    });
  });

  it('than an amount', () => {
    expect(mistyped('quantity', 'much')).toStrictEqual({
      message: `${at} is the text "much", which is no quantity.`,
      hint: 'Write an amount such as 500m, 2, 256Mi or 1Gi.',
    });
  });

  it('than base64', () => {
    expect(mistyped('bytes', 'x!')).toStrictEqual({
      message: `${at} is not base64.`,
      hint: 'Put plain text under stringData: Kubernetes encodes it by itself.',
    });
  });
});

describe('a field that there is not', () => {
  const spec: Path = ['spec', 'template', 'spec'];

  it.each<[string, Path, string | undefined]>([
    ['at the top', ['spce'], 'Write spec.'],
    ['in a map', ['spec', 'replica'], 'Write replicas.'],
    [
      'in an item of a list',
      [...spec, 'containers', 0, 'imagee'],
      'Write image.',
    ],
    ['unlike all there are', [...spec, 'zzzzzzzz'], undefined],
    ['below free keys', ['metadata', 'labels', 'a', 'spec'], undefined],
    ['below what there is not', ['nothing', 'spec'], undefined],
    ['below a leaf', ['spec', 'replicas', 0, 'spec'], undefined],
  ])('%s', (_, path, hint) => {
    const { message, ...rest } = told({
      reason: 'type',
      expected: 'nothing',
      path,
    });
    expect(message).toContain('Deployment web has no field ');
    expect(rest).toStrictEqual(hint === undefined ? {} : { hint });
  });

  it('is told with its place', () => {
    const path = [...spec, 'containers', 0, 'imagee'];
    expect(told({ reason: 'type', expected: 'nothing', path }).message).toBe(
      'Deployment web has no field spec.template.spec.containers[0].imagee.',
    );
  });
});
