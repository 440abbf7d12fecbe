import { NotAllowedError } from '@backstage/errors';
import { Allowed, Why } from '@tutti/plugin-tutti-common';

/** What the permission framework says of one permission on one thing. */
export type Ruling = Why['permission'];

/** What Tutti's own line says. */
export interface LineRuling {
  /** `access.deploy of Production` */
  line: string;
  granted: boolean;
  principals: string[];
  who: string[];
  /** The rest of a sentence that begins with what is done. */
  says: string;
}

/** Both, and the sentence that comes of them. */
export type Judgement = Omit<Why, 'verb' | 'decidedBy'> & {
  decidedBy: 'permission' | 'access';
};

/** @param doing - `Deploying in shop/production` */
export function judgementOf(
  doing: string,
  permission: Ruling,
  { who, says, ...access }: LineRuling,
): Judgement {
  const both = { permission, access, who };
  if (!permission.granted) {
    const failing = permission.rules.filter(({ holds }) => !holds);
    return {
      ...both,
      allowed: false,
      decidedBy: 'permission',
      reason: `${doing} needs the permission ${
        permission.name
      }, which this portal's permission policy does not give you here${
        failing.length > 0
          ? ` (${failing.map(({ rule }) => rule).join(', ')} does not hold)`
          : ''
      }.`,
    };
  }
  return {
    ...both,
    allowed: access.granted,
    decidedBy: 'access',
    reason: `${doing} ${says} (${access.line}; ${permission.name}).`,
  };
}

/** What a button needs to know. */
export function allowedBy({ allowed, reason }: Judgement): Allowed {
  return allowed ? { allowed } : { allowed, reason };
}

/** @throws NotAllowedError with the reason. */
export function demand(judgement: Allowed | Judgement): void {
  if (!judgement.allowed) {
    throw new NotAllowedError(judgement.reason);
  }
}
