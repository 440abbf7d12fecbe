import rooms from './rooms.cjs';

const room = process.env.TUTTI_ROOM;
const cache = `.cache/mutation/${room}`;

/** Texts are left alone: what a message says is for people; its code, path and place are data. */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { configFile: 'mutation/jest.cjs' },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  mutate: [
    ...rooms[room].mutate.map(files => `src/${files}`),
    '!src/**/*.test.ts',
  ],
  mutator: { excludedMutations: ['StringLiteral'] },
  incremental: true,
  incrementalFile: `${cache}/incremental.json`,
  tempDirName: `${cache}/copy`,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
