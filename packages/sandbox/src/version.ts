import { kubernetesVersion } from '@tutti/kubernetes';

/** `v1.36.3+tutti-sandbox`: who asks for the version learns that it is a simulation. */
export const gitVersion = `${kubernetesVersion}+tutti-sandbox`;
