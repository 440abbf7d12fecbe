import { own, suggestion } from '../../model';
import { invalid, shownKey, unknown } from '../lookUp';
import { Parts, Root } from '../Root';
import { anyWorkload, readWorkload, viewOf } from './workload';

export const workloads: Root<Parts['workloads']> = {
  check: ([name, ...keys]) =>
    name === undefined
      ? invalid('the name of a workload is needed')
      : readWorkload(keys, anyWorkload(keys), `workloads.${shownKey(name)}`),
  resolve: ([name = '', ...keys], part) => {
    const workload = own(part, name);
    return workload
      ? readWorkload(keys, viewOf(workload), `workloads.${name}`)
      : unknown(
          `the application has no workload "${shownKey(name)}"`,
          suggestion(name, Object.keys(part)),
        );
  },
  needs: () => ({ kind: 'plan', of: 'environment' }),
};
