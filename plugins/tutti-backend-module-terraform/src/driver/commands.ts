import { LOCK_FILE, RunnerCommand } from '../runner';

/** Files of a work, beside the code. */
export const PLAN_FILE = 'plan.tfplan';
export const SHOWN_FILE = 'plan.json';
export const OUTPUTS_FILE = 'outputs.json';
/** A state that is adopted, until it is ours. */
export const ADOPTED_FILE = 'adopted.tfstate';
export const PULLED_FILE = 'pulled.tfstate';
export const PROVIDERS_FILE = LOCK_FILE;

const QUIET = ['-input=false', '-no-color'];

export const INIT: RunnerCommand = { args: ['init', ...QUIET] };

/** Looks only: it needs no lock, and does not wait for who has it. */
export const PLAN: RunnerCommand = {
  args: ['plan', ...QUIET, '-lock=false', `-out=${PLAN_FILE}`],
};

/** Of nothing but what other hands changed. */
export const PLAN_REFRESH: RunnerCommand = {
  args: [...PLAN.args, '-refresh-only'],
};

/** Holds secrets in clear: never logged. */
export const SHOW: RunnerCommand = {
  args: ['show', '-json', '-no-color', PLAN_FILE],
  stdoutFile: SHOWN_FILE,
};

/** Exactly what was planned. */
export const APPLY: RunnerCommand = { args: ['apply', ...QUIET, PLAN_FILE] };

export const DESTROY: RunnerCommand = {
  args: ['apply', '-destroy', '-auto-approve', ...QUIET],
};

/** Holds secrets in clear: never logged. */
export const PULL: RunnerCommand = {
  args: ['state', 'pull'],
  stdoutFile: PULLED_FILE,
};

/** Of a state that we do not keep. */
export const OUTPUTS: RunnerCommand = {
  args: ['output', '-json', '-no-color'],
  stdoutFile: OUTPUTS_FILE,
};
