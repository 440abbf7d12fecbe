import { definitionOf } from '../../src/__testUtils__/manifests';
import { environmentIn, Fault } from './Fault';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Another definition has the kind's name already: the API server does not establish ours. */
export const notEstablished: Fault = {
  name: 'a definition of a kind is not established',
  says: /CustomResourceDefinition crates\.lab\.example\.com: .*/,
  async provoke(place) {
    const { plane } = place;
    const other = definitionOf('Crate');
    await plane.ask('POST', DEFINITIONS, {
      ...other,
      metadata: { name: 'oldcrates.lab.example.com' },
      spec: JSON.parse(
        JSON.stringify(other.spec).replace('"crates"', '"oldcrates"'),
      ),
    });
    const { environment, deploy } = environmentIn(place, 'crates', [
      {
        apiVersion: 'lab.example.com/v1',
        kind: 'Crate',
        metadata: { name: 'mine' },
      },
      definitionOf('Crate'),
    ]);
    environment.limits = { healthTimeoutMs: 3_000, healthPollMs: 200 };
    return {
      deploy,
      async mend() {
        await plane.ask('DELETE', `${DEFINITIONS}/oldcrates.lab.example.com`);
        environment.limits = { healthTimeoutMs: 30_000, healthPollMs: 200 };
      },
    };
  },
};
