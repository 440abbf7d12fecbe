import fc from 'fast-check';
import { firstContainer, rendered } from './__fixtures__/renderInput';
import { escapeReferences } from './references';
import { valueAt } from './tree';

/**
 * As k8s.io/kubernetes/third_party/forked/golang/expansion does it: `$$` is `$`, `$(NAME)` the
 * variable or itself, and everything else itself.
 */
function expand(text: string, variables: Record<string, string> = {}): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '$' || at + 1 === text.length) {
      result += text[at];
    } else if (text[at + 1] === '$') {
      result += '$';
      at += 1;
    } else if (text[at + 1] === '(') {
      const end = text.indexOf(')', at);
      if (end < 0) {
        result += '$(';
        at += 1;
      } else {
        const name = text.slice(at + 2, end);
        result += variables[name] ?? `$(${name})`;
        at = end;
      }
    } else {
      result += `$${text[at + 1]}`;
      at += 1;
    }
  }
  return result;
}

it.each([
  ['plain', 'plain'],
  ['costs $5', 'costs $5'],
  ['ends with $', 'ends with $'],
  ['$(HOME)/bin', '$$(HOME)/bin'],
  ['$$', '$$$$'],
  ['echo $$ > /run/me.pid', 'echo $$$$ > /run/me.pid'],
  ['$$$(HOME)', '$$$$$$(HOME)'],
  ['$(unclosed', '$$(unclosed'],
  ['${HOME} and $HOME', '${HOME} and $HOME'],
])('%s is written %s', (text, written) => {
  expect(escapeReferences(text)).toBe(written);
  expect(expand(written, { HOME: 'replaced' })).toBe(text);
});

it('whatever the text is, the container gets it', () => {
  const text = fc
    .array(fc.constantFrom('$', '(', ')', 'A', ' ', '{'), { maxLength: 12 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, given => {
      expect(expand(escapeReferences(given), { A: 'replaced' })).toBe(given);
    }),
    { numRuns: 2000 },
  );
});

it('command, args and variables are literal; the command of a probe is anyway', () => {
  const container = firstContainer(
    rendered(`
metadata: { name: janitor }
containers:
  main:
    image: busybox:1
    command: [/bin/sh, -c, "echo $$"]
    args: ["echo $$ > /run/me.pid; echo \\"$(TIER)\\"; exec sleep 1d"]
    variables: { SHOWN: "pid $$$$ of $(TIER)", TIER: gold }
    livenessProbe: { exec: { command: [sh, -c, "kill -0 $$ $(TIER)"] } }
`),
  );
  expect(valueAt(container, 'command')).toEqual(['/bin/sh', '-c', 'echo $$$$']);
  expect(valueAt(container, 'args')).toEqual([
    'echo $$$$ > /run/me.pid; echo "$$(TIER)"; exec sleep 1d',
  ]);
  expect(valueAt(container, 'env')).toEqual([
    { name: 'SHOWN', value: 'pid $$$$ of $$(TIER)' },
    { name: 'TIER', value: 'gold' },
  ]);
  expect(valueAt(container, 'livenessProbe', 'exec', 'command')).toEqual([
    'sh',
    '-c',
    'kill -0 $$ $(TIER)',
  ]);
});
