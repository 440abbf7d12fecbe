import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { JsonValue } from './json';
import { ApiPlace, startRealPlace, startSandboxPlace } from './testing/place';
import { play } from './testing/play';
import { Scenario, Step } from './testing/scenario';
import { scenarios } from './testing/scenarios';

/**
 * The sandbox answers as Kubernetes 1.36 does. `recorded.json` holds what a real API server
 * answered; the sandbox is compared with it always, the real one when it is at hand:
 *
 *   KUBEBUILDER_ASSETS=<folder> yarn test parity                check the recording
 *   KUBEBUILDER_ASSETS=<folder> TUTTI_RECORD=1 yarn test parity   make it anew
 */
const recording = join(__dirname, 'testing', 'recorded.json');
const assets = process.env.KUBEBUILDER_ASSETS;
const isRecording = process.env.TUTTI_RECORD === '1';
const recorded: Record<string, JsonValue[]> = existsSync(recording)
  ? JSON.parse(readFileSync(recording, 'utf8'))
  : {};

if (!assets)
  process.stderr.write(
    'SKIPPED: the recording was NOT checked against a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.\n',
  );

function title(step: Step): string {
  return `${step.method} ${step.path} ${JSON.stringify(step.body ?? '')}`;
}

/** Answers beside what was asked, so that a difference says where it is. */
function labelled(scenario: Scenario, answers: JsonValue[] = []) {
  return answers.map((answer, index) => [title(scenario.steps[index]), answer]);
}

/** One line per answer, so that a change of one is a change of one line. */
function printRecording(): string {
  const entries = scenarios.map(({ name }) => {
    const lines = recorded[name].map(answer => `  ${JSON.stringify(answer)}`);
    return `${JSON.stringify(name)}: [\n${lines.join(',\n')}\n]`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}

const withAssets = assets ? describe : describe.skip;

withAssets('a real API server (KUBEBUILDER_ASSETS)', () => {
  let place: ApiPlace;
  beforeAll(async () => {
    place = await startRealPlace(assets ?? '');
  }, 60_000);
  afterAll(async () => {
    await place?.stop();
    if (isRecording) writeFileSync(recording, printRecording());
  }, 30_000);

  it.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    'answers as recorded: %s',
    async (name, scenario) => {
      const answers = await play(place, scenario);
      if (isRecording) recorded[name] = answers;
      expect(labelled(scenario, answers)).toEqual(
        labelled(scenario, recorded[name]),
      );
    },
  );
});

describe('the sandbox', () => {
  let place: ApiPlace;
  beforeAll(async () => {
    place = await startSandboxPlace();
  });
  afterAll(() => place.stop());

  it.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    'answers as Kubernetes does: %s',
    async (name, scenario) => {
      expect(labelled(scenario, await play(place, scenario))).toEqual(
        labelled(scenario, recorded[name]),
      );
    },
  );
});
