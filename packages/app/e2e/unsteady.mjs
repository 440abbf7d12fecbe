/** Of a file of tests that failed beside others and passed when it was run again, alone. */
export function unsteadySentence(file) {
  return `UNSTEADY: ${file} failed beside the others and passed alone. The fault is in the test or in what it tests: CONTRIBUTING.md says what to do.`;
}
