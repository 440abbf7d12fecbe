/** What has a name that people choose. */
export type Named = 'application' | 'environment' | 'workload' | 'value';

/** Becomes a part of addresses, of Kubernetes names and of labels. */
const LABEL = {
  pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  longest: 63,
  rule: 'lower-case letters, digits and dashes, at most 63 characters, no dash at either end',
};

const RULES: Record<Named, { pattern: RegExp; longest: number; rule: string }> =
  {
    application: LABEL,
    environment: LABEL,
    // As Score has it.
    workload: {
      pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
      longest: 63,
      rule: 'lower-case letters, digits and dashes, 2 to 63 characters, no dash at either end',
    },
    // As `${values.NAME}` can name it; one name is no key of a map in JavaScript.
    value: {
      pattern: /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]*$/,
      longest: 128,
      rule: 'letters, digits, "_" and "-", at most 128 characters, beginning with a letter or "_", and not "__proto__"',
    },
  };

/**
 * Why something cannot have this name, as a sentence; undefined when it can. The portal asks while
 * somebody types, the server when the name arrives.
 */
export function nameProblem(named: Named, name: string): string | undefined {
  const { pattern, longest, rule } = RULES[named];
  return name.length <= longest && pattern.test(name)
    ? undefined
    : `The name of ${
        /^[aeiou]/.test(named) ? 'an' : 'a'
      } ${named} must be ${rule}.`;
}
