import { doc, POSTGRES, readDocuments } from '../__testUtils__/platform';

/** Paths of what does not fit the driver `strict`. */
function misfits(inputs: string): (string | undefined)[] {
  const { problems } = readDocuments(
    POSTGRES,
    doc(
      'ResourceDefinition',
      'pg',
      `{ type: postgres, driver: strict, inputs: ${inputs} }`,
    ),
  );
  expect(problems.every(({ code }) => code === 'InputsDoNotFit')).toBe(true);
  return problems.map(({ path }) => path);
}

describe("a definition's inputs", () => {
  it.each([
    ['all of them', '{ size: 1, tier: small, tags: [a], place: { zone: a } }'],
    ['a placeholder for a number', '{ size: "${params.version}" }'],
    [
      'a placeholder for one of some texts',
      '{ size: 1, tier: "${params.version}" }',
    ],
    [
      'a text with a placeholder for one of some texts',
      '{ size: 1, tier: "${context.environment}-a" }',
    ],
    ['a placeholder for a list', '{ size: 1, tags: "${values.TAGS}" }'],
    ['a placeholder for a mapping', '{ size: 1, place: "${values.PLACE}" }'],
    [
      'a choice that hangs on a placeholder',
      '{ size: 1, place: { zone: "${values.A}", region: "${values.B}" } }',
    ],
    [
      'items that may come out different',
      '{ size: 1, tags: ["${values.A}", "${values.A}"] }',
    ],
  ])('fit: %s', (_, inputs) => {
    expect(misfits(inputs)).toEqual([]);
  });

  it.each([
    ['a missing one', '{ tier: small }', ['spec.inputs']],
    ['an unknown one', '{ size: 1, sise: 2 }', ['spec.inputs.sise']],
    [
      'an unknown one with a placeholder',
      '{ size: 1, sise: "${values.A}" }',
      ['spec.inputs.sise'],
    ],
    ['a text for a number', '{ size: big }', ['spec.inputs.size']],
    [
      'a text with a placeholder for a number',
      '{ size: "1${values.A}" }',
      ['spec.inputs.size'],
    ],
    [
      'an escaped placeholder for a number',
      '{ size: "$${values.A}" }',
      ['spec.inputs.size'],
    ],
    ['a number out of range', '{ size: 0 }', ['spec.inputs.size']],
    ['none of the texts', '{ size: 1, tier: huge }', ['spec.inputs.tier']],
    ['neither of a choice', '{ size: 1, place: {} }', ['spec.inputs.place']],
    [
      'several',
      '{ tier: huge, tags: [1] }',
      ['spec.inputs', 'spec.inputs.tier', 'spec.inputs.tags[0]'],
    ],
  ])('do not fit: %s', (_, inputs, paths) => {
    expect(misfits(inputs)).toEqual(paths);
  });
});
