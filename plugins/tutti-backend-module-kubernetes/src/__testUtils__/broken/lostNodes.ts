import { Broken, MAY_COME, told } from './Broken';

export const LOST: Broken[] = [
  {
    what: 'the node lacks memory',
    objects: [
      told({
        status: {
          phase: 'Failed',
          reason: 'Evicted',
          message: 'The node was low on resource: memory.',
        },
      }),
    ],
    ...MAY_COME,
    says: 'the node has put the pod out: The node was low on resource: memory.',
    hint: 'resources.requests',
  },
  {
    what: 'the node is lost',
    objects: [told({ status: { phase: 'Running', reason: 'NodeLost' } })],
    ...MAY_COME,
    says: 'the node of the pod does not answer any more',
    hint: 'another node takes the pod',
  },
];
