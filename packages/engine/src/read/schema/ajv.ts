import type { Ajv2020 } from 'ajv/dist/2020';
import { compilePattern } from './pattern';

/**
 * One Ajv for our own schemas: all errors, defaults filled in place. `errorMessage` is the
 * key that YAML editors show for a broken rule; our messages use the same text.
 */
export function createAjv(options: { useDefaults: boolean }): Ajv2020 {
  // Loaded here: what only needs the engine's types should not pay for it.
  const {
    Ajv2020: Constructor,
  }: typeof import('ajv/dist/2020') = require('ajv/dist/2020');
  const ajv = new Constructor({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    useDefaults: options.useDefaults,
    // Our tests judge our schemas once; at every start it would take longer than all the rest.
    meta: false,
    validateSchema: false,
  });
  ajv.addVocabulary(['errorMessage']);
  return ajv;
}

/** Patterns that others write; the code is for validators as files, of which we make none. */
const LINEAR = Object.assign(
  (pattern: string) => {
    const compiled = compilePattern(pattern);
    return {
      test: (text: string) => compiled.test(text),
      // Ajv keeps patterns by their text: without one of its own the first would stand for all.
      toString: () => pattern,
    };
  },
  { code: 'compilePattern' },
);

/**
 * An Ajv for schemas that others write: `meta` judges them as data, `compile` makes validators of
 * them.
 */
export function createSchemaAjv(use: 'meta' | 'compile'): Ajv2020 {
  const {
    Ajv2020: Constructor,
  }: typeof import('ajv/dist/2020') = require('ajv/dist/2020');
  return new Constructor({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp: LINEAR },
    // The schema of schemas is larger than all that a platform brings.
    ...(use === 'compile' && { meta: false, validateSchema: false }),
  });
}
