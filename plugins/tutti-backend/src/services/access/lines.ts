import { Config } from '@backstage/config';
import { Principals } from '@tutti/engine';

/** What `tutti.access` has a line for; what environments have lines for is in their type. */
const LEFT_OUT = {
  read: ['anyone'],
  create: ['anyone'],
  update: ['owner'],
  build: ['owner'],
  delete: ['owner'],
  cancel: ['owner'],
  assign: ['nobody'],
  acceptPlatform: ['nobody'],
  audit: ['nobody'],
  webhooks: ['nobody'],
} satisfies Record<string, Principals>;

export type ApplicationLine = keyof typeof LEFT_OUT;
export type ApplicationLines = Record<ApplicationLine, Principals>;

/** Here is no application yet, or the owner is the one who would be asked. */
const WITHOUT_OWNER: ApplicationLine[] = [
  'create',
  'assign',
  'acceptPlatform',
  'audit',
  'webhooks',
];

const PRINCIPAL = /^(owner|anyone|nobody|(group|user):[^:/\s]+\/[^:/\s]+)$/i;

/** @throws Error that names the config key. */
export function readApplicationLines(config: Config): ApplicationLines {
  const access = config.getOptionalConfig('tutti.access');
  const unknown = access?.keys().find(key => !(key in LEFT_OUT));
  if (unknown) {
    throw new Error(
      `tutti.access.${unknown} is no line of access; there are: ${Object.keys(
        LEFT_OUT,
      ).join(', ')}`,
    );
  }
  const read = (line: ApplicationLine): Principals => {
    const principals = access?.getOptionalStringArray(line) ?? LEFT_OUT[line];
    for (const principal of principals) {
      const key = `tutti.access.${line}`;
      if (!PRINCIPAL.test(principal)) {
        throw new Error(
          `${key}: '${principal}' must be owner, anyone, nobody, or a full reference such as group:default/team-a`,
        );
      }
      if (principal === 'owner' && WITHOUT_OWNER.includes(line)) {
        throw new Error(
          `${key} cannot say owner: name groups or users, anyone or nobody`,
        );
      }
    }
    return principals;
  };
  return {
    read: read('read'),
    create: read('create'),
    update: read('update'),
    build: read('build'),
    delete: read('delete'),
    cancel: read('cancel'),
    assign: read('assign'),
    acceptPlatform: read('acceptPlatform'),
    audit: read('audit'),
    webhooks: read('webhooks'),
  };
}
