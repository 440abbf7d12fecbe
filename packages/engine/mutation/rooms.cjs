/**
 * What is mutated, and the tests that must notice: those of the room itself, so that no rule is
 * held by luck alone, from three rooms away. Paths are below src.
 */
module.exports = {
  match: {
    mutate: ['match/*.ts'],
    tests: ['match/*.test.ts'],
  },
  placeholders: {
    mutate: ['placeholders/**/*.ts'],
    tests: ['placeholders/*.test.ts'],
  },
  filling: {
    mutate: ['create/values/{scoreText,platformValue,joinText}.ts'],
    tests: ['create/values/{scoreText,platformValue}.test.ts'],
  },
  actions: {
    mutate: ['create/draft/decide.ts'],
    tests: ['create/draft/decide.test.ts'],
  },
  plan: {
    mutate: [
      'create/draft/{compare,records,draftRemovals}.ts',
      'create/plan/consents.ts',
    ],
    tests: ['create/{draft,plan}/*.test.ts'],
  },
  judge: {
    mutate: ['create/judge/*.ts'],
    tests: ['create/judge/*.test.ts'],
  },
  values: {
    mutate: ['create/values/!(scoreText|platformValue|joinText).ts'],
    tests: ['create/values/*.test.ts'],
  },
};
