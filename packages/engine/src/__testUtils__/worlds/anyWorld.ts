import fc from 'fast-check';
import { anyPlatform } from './anyPlatform';
import { anyScores } from './anyWorkloads';
import { World } from './World';

export const anyWorld: fc.Arbitrary<World> = fc.record({
  environmentType: fc.constantFrom('development', 'production'),
  documents: anyPlatform,
  scores: anyScores,
});
