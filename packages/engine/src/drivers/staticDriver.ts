import { Driver } from '../model';

/** Names what exists already: its inputs are the outputs. Makes nothing, destroys nothing. */
export const staticDriver: Driver = {
  name: 'static',
  version: '1',
  inputs: { type: 'object' },
  async plan({ inputs }) {
    return { outputs: inputs, objects: [], complete: true, exactness: 'exact' };
  },
  async apply({ inputs }) {
    return { outputs: inputs, objects: [] };
  },
  async destroy() {},
  async recover() {
    return 'notStarted';
  },
};
