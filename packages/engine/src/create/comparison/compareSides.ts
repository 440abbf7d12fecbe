import {
  COMPARED_SECTIONS,
  ComparedLeaf,
  ComparedSubject,
  Comparison,
  compareText,
  isValueObject,
  own,
  SectionComparison,
  Side,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { Difference, differences } from '../objects';
import { mask } from '../values';

/** Two of anything, leaf by leaf. The same sides give the same comparison, in whatever order they come. */
export function compareSides(left: Side, right: Side): Comparison {
  return COMPARED_SECTIONS.flatMap((section): Comparison => {
    const ours = left[section];
    const theirs = right[section];
    return ours && theirs ? [{ section, ...compareSection(ours, theirs) }] : [];
  });
}

function compareSection(
  left: ValueObject,
  right: ValueObject,
): Omit<SectionComparison, 'section'> {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const changed: ComparedSubject[] = [];
  const same: string[] = [];
  for (const name of [...names].sort(compareText)) {
    const subject = compareSubject(name, own(left, name), own(right, name));
    if (subject.on === 'both' && subject.leaves.length === 0) {
      same.push(name);
    } else {
      changed.push(subject);
    }
  }
  return { changed, same };
}

function compareSubject(
  name: string,
  left: Value | undefined,
  right: Value | undefined,
): ComparedSubject {
  // What is on one side only is told field by field too.
  const leaves = differences(
    left ?? emptyLike(right),
    right ?? emptyLike(left),
  ).filter(isKnown);
  return { name, on: sideOf(left, right), leaves: leaves.map(shown) };
}

function sideOf(
  left: Value | undefined,
  right: Value | undefined,
): ComparedSubject['on'] {
  if (left === undefined) return 'right';
  return right === undefined ? 'left' : 'both';
}

/** What one side did not know yet may well have become what the other has. */
function isKnown({ before, after }: Difference): boolean {
  return !(before instanceof Unknown || after instanceof Unknown);
}

function emptyLike(value: Value | undefined): Value | undefined {
  return isValueObject(value) ? {} : undefined;
}

function shown({ path, before, after }: Difference): ComparedLeaf {
  return {
    path,
    ...(before !== undefined && { left: mask(before) }),
    ...(after !== undefined && { right: mask(after) }),
  };
}
