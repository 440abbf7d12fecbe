import { DriverError, JsonValue, Secret, ValueObject } from '@tutti/engine';
import { SECRECY } from '../root/rootModule';

/** As a state, and `output -json`, tell outputs. */
type Outputs = Record<string, { value?: JsonValue }>;

/**
 * Outputs of the root module as outputs of the resource. What the module calls sensitive, and what something
 * secret went into, is secret.
 */
export function readOutputs(
  told: Outputs,
  wanted: Record<string, string>,
  secretOutputs: ReadonlySet<string>,
): ValueObject {
  return Object.fromEntries(
    Object.keys(wanted).flatMap(name => {
      const value = told[name]?.value;
      // A module may give null for what there is not.
      if (value === undefined || value === null) return [];
      const isSecret =
        secretOutputs.has(name) || told[`${SECRECY}${name}`]?.value !== false;
      return [[name, isSecret ? new Secret(value) : value]];
    }),
  );
}

/** @param text - a state as the tool writes it */
export function outputsInState(text: string): Outputs {
  const state: { outputs?: Outputs } = JSON.parse(text);
  return state.outputs ?? {};
}

/** @param file - what `output -json` printed */
export function outputsPrinted(file: Buffer | undefined): Outputs {
  if (!file) {
    throw new DriverError('The tool did not tell the outputs.');
  }
  return JSON.parse(file.toString('utf8'));
}

/** Whether there is anything that could be destroyed. */
export function isEmptyState(text: string): boolean {
  const state: { resources?: { mode?: string }[] } = JSON.parse(text);
  return !(state.resources ?? []).some(({ mode }) => mode === 'managed');
}
