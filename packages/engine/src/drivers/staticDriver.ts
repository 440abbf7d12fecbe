import { Driver, DriverPlan, DriverRequest } from '../model';

/** Names what exists already: its inputs are the outputs. Makes nothing, destroys nothing. */
export const staticDriver: Driver = {
  name: 'static',
  version: '1',
  inputs: { type: 'object' },
  outputsIn: [],
  foresee,
  plan: async request => foresee(request),
  async apply({ inputs }) {
    return { outputs: inputs, objects: [] };
  },
  async destroy() {},
  async recover() {
    return 'notStarted';
  },
};

function foresee({ inputs }: DriverRequest): DriverPlan {
  return { outputs: inputs, objects: [], complete: true, exactness: 'exact' };
}
