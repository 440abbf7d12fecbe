import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import {
  APPLICATION_ANNOTATION,
  applicationOf,
  ApplicationSummary,
} from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { question } from '../../data/question';
import { Answer, useTutti } from '../../data/useTutti';
import { isMoving } from '../../states/words';

const WHILE_MOVING = 3_000;
const AT_REST = 15_000;
/** Parts of a System that are looked at, and as many names as the server takes. */
const MOST_PARTS = 99;

/** `names`: by commas. */
const namedQuestion = question((api, names: string) =>
  api.listApplications({ names: names.split(',') }),
);

/** The application of a System, and those of its parts that have one of their own. */
export function useSystemApplications(
  system: Entity,
): Answer<{ items: ApplicationSummary[] }> {
  const own = applicationOf(system);
  const names = new Set([...(own ? [own] : []), ...useNamesOfParts(system)]);
  return useTutti(namedQuestion, [[...names].join(',')], data =>
    data?.items.some(each => each.environments.some(isMoving))
      ? WHILE_MOVING
      : AT_REST,
  );
}

/** Empty until they are known; a catalog that does not answer takes nothing from the System's own. */
function useNamesOfParts(system: Entity): string[] {
  const catalog = useApi(catalogApiRef);
  const ref = stringifyEntityRef(system);
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let over = false;
    catalog
      .getEntities({
        filter: {
          'relations.partOf': ref,
          [`metadata.annotations.${APPLICATION_ANNOTATION}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['metadata.annotations'],
        limit: MOST_PARTS,
      })
      .then(
        ({ items }) => {
          if (!over) setNames(items.flatMap(each => applicationOf(each) ?? []));
        },
        () => undefined,
      );
    return () => {
      over = true;
    };
  }, [catalog, ref]);
  return names;
}
