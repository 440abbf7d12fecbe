// The blocks of docs/guides/install.md as steps: the guide is what is tried.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../toolchain.mjs';

const GUIDE = join(root, 'docs/guides/install.md');

/** Of the two sections about frontends, the one that a system does not follow. */
const OTHERS = {
  new: '### On the old frontend system',
  old: '### On the new frontend system',
};

/** Without the section that starts with `heading`, to the next heading of its level or above. */
function without(text, heading) {
  const begin = text.indexOf(`\n${heading}\n`);
  if (begin < 0) throw new Error(`The guide has no section "${heading}".`);
  const rest = text.slice(begin + 1 + heading.length);
  const end = rest.search(/\n#{2,3} /);
  return text.slice(0, begin) + (end < 0 ? '' : rest.slice(end));
}

/**
 * In the guide's order: `{kind: 'run' | 'background', text}`, `{kind: 'patch' | 'write', file, text}`.
 * Blocks of other languages without a file are for reading only.
 */
export function stepsOf(system) {
  const guide = without(readFileSync(GUIDE, 'utf8'), OTHERS[system]);
  return [
    ...guide.matchAll(/^```(\w+)(?: title="([^"]+)")?\n([^]*?)^```$/gm),
  ].flatMap(([, language, title, text]) => {
    if (language === 'sh') {
      return [{ kind: title ? 'background' : 'run', text }];
    }
    if (!title) return [];
    return [
      { kind: language === 'diff' ? 'patch' : 'write', file: title, text },
    ];
  });
}

/**
 * A file with a block of the guide applied: the lines with ' ' and '-' are looked for, and those
 * with ' ' and '+' take their place.
 *
 * @throws Error when the lines are not in the file, or more than once
 */
export function patched(content, diff, file) {
  const lines = diff.replace(/\n$/, '').split('\n');
  const side = other =>
    lines
      .filter(line => !line.startsWith(other))
      .map(line => `${line.slice(1)}\n`)
      .join('');
  const before = side('+');
  const parts = content.split(before);
  if (parts.length !== 2) {
    throw new Error(
      `${file} has the lines of the guide ${
        parts.length - 1
      } times, not once:\n${before}`,
    );
  }
  return parts.join(side('-'));
}
