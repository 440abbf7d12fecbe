import { startSandbox } from '@tutti/sandbox';
import { failToStart, readInput, sayReady } from './Child';

export interface SandboxInput {
  /** Factor on how long the pretended pods take. */
  pace: number;
}

const { pace } = readInput<SandboxInput>();
startSandbox({ port: 0, pace }).then(
  ({ url }) => sayReady({ url }),
  failToStart,
);
