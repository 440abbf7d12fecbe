import { ClusterConfig } from '../config';
import { Connection } from './Connection';
import { connectByKubeConfig } from './kubeConfig';
import { connectSandbox } from './sandbox';

export type { Connection, Passport } from './Connection';
export { impersonating } from './impersonation';

/** One strategy per kind of access. Nothing is sent yet. */
export async function connect(config: ClusterConfig): Promise<Connection> {
  const { access } = config;
  return access.kind === 'sandbox'
    ? connectSandbox(access)
    : connectByKubeConfig(config.name, access);
}
