import fc from 'fast-check';
import { SourceFile } from '../../read';
import { mutated } from '../../read/__testUtils__/mutations';
import { rearranged } from '../../read/__testUtils__/rearrangements';
import { Broken } from './chain';
import { Home } from './Home';

/** Any file of these homes: broken in its letters, or in what it says. */
export function anyBroken(homes: Home[]): fc.Arbitrary<Broken> {
  const of =
    (kind: Broken['kind'], home: Home) =>
    ({ file, text }: SourceFile) =>
      fc
        .oneof(
          { weight: 1, arbitrary: mutated([text]) },
          // These get further.
          { weight: 2, arbitrary: rearranged([text]) },
        )
        .map(broken => ({ kind, home, file, text: broken }));
  return fc.oneof(
    ...(['score', 'platform'] as const).map(kind =>
      fc.oneof(
        ...homes.map(home =>
          fc.oneof(
            ...(kind === 'score' ? home.scores : home.platform).map(
              of(kind, home),
            ),
          ),
        ),
      ),
    ),
  );
}
