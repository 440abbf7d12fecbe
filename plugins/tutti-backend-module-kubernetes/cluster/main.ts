/**
 * What holds on a real control plane and takes too long for every run of the tests.
 *
 * `cluster/main.ts [--only <part of a name>]`
 *
 * Needs KUBEBUILDER_ASSETS; ends with 1 when something does not hold.
 */
import { parseArgs } from 'node:util';
import { KubernetesTargetDriver } from '../src/KubernetesTargetDriver';
import { startControlPlane } from '../src/__testUtils__/controlPlane';
import { OPERATORS } from '../src/__testUtils__/examplePlatform';
import { definitionOf } from '../src/__testUtils__/manifests';
import { startPretendedNode } from '../src/__testUtils__/pretendedNode';
import { applications } from './applications';
import { Case } from './Case';
import { faults } from './faults';
import { scoreFiles } from './scoreFiles';

const CASES: Case[] = [applications, scoreFiles, ...faults];

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' } },
});

async function main(): Promise<void> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets) {
    throw new Error(
      'Set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and kube-controller-manager.',
    );
  }
  const plane = await startControlPlane(assets);
  const node = startPretendedNode(plane);
  try {
    for (const { kind, group, version } of OPERATORS) {
      await plane.ask(
        'POST',
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        definitionOf(kind, { group, version }),
      );
    }
    const driver = new KubernetesTargetDriver([
      {
        name: 'sandbox',
        access: { kind: 'kubeconfig', file: plane.kubeconfig },
      },
    ]);
    for (const { name, prove } of CASES) {
      if (name.includes(options.only)) {
        const began = performance.now();
        const said = await prove({ plane, driver }).catch((error: Error) => {
          process.exitCode = 1;
          return `FAILED\n${error.message}`;
        });
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        process.stdout.write(`${name} (${seconds} s): ${said}\n`);
      }
    }
  } finally {
    await node.stop();
    await plane.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
