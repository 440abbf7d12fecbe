import { InputError, NotFoundError } from '@backstage/errors';
import { RuntimeNode } from '@tutti/plugin-tutti-common';
import { View } from './View';

export function gone(uid: string): NotFoundError {
  return new NotFoundError(
    `There is no object ${uid} any more, or it is none of this environment`,
  );
}

/** @throws NotFoundError: what others run in the same namespace is not there */
export function nodeIn({ nodes }: View, uid: string): RuntimeNode {
  const found = nodes.find(({ node }) => node.uid === uid);
  if (!found) throw gone(uid);
  return found.node;
}

/**
 * @param what - that is had of a container: `log`
 * @throws InputError naming the containers that there are
 */
export function containerIn(
  node: RuntimeNode,
  container: string,
  what: string,
): { namespace: string; pod: string; container: string } {
  const { kind, name, namespace = '', containers = [] } = node;
  if (kind !== 'Pod') {
    throw new InputError(
      `${kind} ${name} has no ${what} of its own: ask for that of one of its pods.`,
    );
  }
  if (!containers.some(each => each.name === container)) {
    throw new InputError(
      `container: pod ${name} has no container '${container}'; there are: ${containers
        .map(each => each.name)
        .join(', ')}`,
    );
  }
  return { namespace, pod: name, container };
}
