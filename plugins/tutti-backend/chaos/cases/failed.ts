import { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { pathOf } from '../scene/Api';
import { Scene } from '../scene/Scene';
import { imagesOf } from '../scene/world';
import { unless } from './outages';

interface Live {
  spec: { template: { spec: { containers: { image: string }[] } } };
}

/**
 * A deployment fails half-way: what succeeded last is still the last success, the cluster has what was
 * applied, and both ways lead out: forward to another image, and back.
 */
export async function lookAfterFailure(scene: Scene): Promise<string[]> {
  const [place] = scene.places;
  const { api } = scene;
  await scene.startWorker();
  const deploy = async (input: object) =>
    api.ended((await api.deploy(place, input)).id);
  const running = async (workload: string) =>
    (
      await scene.look<Live>(
        `/apis/apps/v1/namespaces/${place.namespace}/deployments/${workload}`,
      )
    )?.spec.template.spec.containers[0].image.split(':')[1];
  const half = (tag: string) => {
    const { images } = imagesOf(place, tag);
    return {
      images: { ...images, api: { main: `${images.api.main}-broken` } },
    };
  };
  const broken: string[] = [];
  const expectFailed = async (tag: string) => {
    const before = await api.get<EnvironmentSummary>(pathOf(place));
    const { status, failures } = await deploy(half(tag));
    const after = await api.get<EnvironmentSummary>(pathOf(place));
    const cause = failures[0]?.message ?? '';
    broken.push(
      ...unless(status === 'failed', `It ended as ${status}.`),
      ...unless(
        cause.includes('image') && failures[0].address === 'workload#api',
        `The cause is: ${JSON.stringify(failures)}`,
      ),
      ...unless(
        after.release?.id === before.release?.id,
        `The last success was ${before.release?.number}, is ${after.release?.number}.`,
      ),
      ...unless(
        after.lastDeployment?.status === 'failed',
        `The last deployment is shown as ${after.lastDeployment?.status}.`,
      ),
      ...unless(
        (await running('web')) === tag,
        `web runs ${await running('web')}, and ${tag} was applied.`,
      ),
    );
  };
  const expectSuccess = async (what: string, tag: string, input: object) => {
    const { id, status, failures } = await deploy(input);
    broken.push(
      ...unless(
        status === 'succeeded',
        `${what}: ${status} ${JSON.stringify(failures)}`,
      ),
    );
    for (const workload of ['web', 'api']) {
      const image = await running(workload);
      broken.push(
        ...unless(image === tag, `${what}: ${workload} runs ${image}.`),
      );
    }
    return id;
  };
  await expectSuccess('The first', 'n1', imagesOf(place, 'n1'));
  await expectFailed('n2');
  const good = await expectSuccess('Forward', 'n3', imagesOf(place, 'n3'));
  await expectFailed('n4');
  await expectSuccess('Back', 'n3', { rollbackTo: good });
  return broken;
}
