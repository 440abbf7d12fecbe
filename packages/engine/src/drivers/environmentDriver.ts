import {
  Driver,
  DriverPlan,
  DriverRequest,
  ENVIRONMENT_DRIVER,
  ValueObject,
} from '../model';

/**
 * The only way for values and secrets into a Score file: every value and secret of (application,
 * environment) is an output.
 */
export const environmentDriver: Driver = {
  name: ENVIRONMENT_DRIVER,
  version: '1',
  inputs: { type: 'object', additionalProperties: false },
  surroundings: valuesAndSecrets,
  foresee,
  plan: async request => foresee(request),
  async apply(request) {
    return { outputs: valuesAndSecrets(request), objects: [] };
  },
  async destroy() {},
  async recover() {
    return 'notStarted';
  },
};

function foresee(request: DriverRequest): DriverPlan {
  return {
    outputs: valuesAndSecrets(request),
    objects: [],
    complete: true,
    // What a referenced secret holds is read in the run, but nothing else would be done by it.
    exactness: 'exact',
  };
}

/** A secret wins over a value of the same name: the other way round would publish it. */
function valuesAndSecrets({ context }: DriverRequest): ValueObject {
  return { ...context.values, ...context.secrets };
}
