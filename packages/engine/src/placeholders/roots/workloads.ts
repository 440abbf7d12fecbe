import { among, invalid, shownKey } from '../lookUp';
import { Parts, Root } from '../Root';
import { anyWorkload, readWorkload, viewOf } from './workload';

const NAMED = {
  needed: 'the name of a workload',
  lacking: 'the application has no workload',
};

export const workloads: Root<Parts['workloads']> = {
  check: ([name, ...keys]) =>
    name === undefined
      ? invalid(`${NAMED.needed} is needed`)
      : readWorkload(keys, anyWorkload(keys), `workloads.${shownKey(name)}`),
  resolve: (keys, part) =>
    among(part, keys, NAMED, (workload, read) =>
      readWorkload(read, viewOf(workload), `workloads.${keys[0]}`),
    ),
  needs: () => ({ kind: 'plan', of: 'environment' }),
};
