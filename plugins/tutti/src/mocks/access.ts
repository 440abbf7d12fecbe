import type { Why } from '@tutti/plugin-tutti-common';

const MANAGERS = 'group:default/release-managers';

export const refusedByLine: Why = {
  verb: 'deploy',
  allowed: false,
  decidedBy: 'access',
  reason:
    'Deploying in shop/production is for group:default/release-managers (access.deploy of Production; tutti.deployment.create).',
  permission: { name: 'tutti.deployment.create', granted: true, rules: [] },
  access: {
    line: 'access.deploy of Production',
    granted: false,
    principals: [MANAGERS],
  },
  who: [MANAGERS],
};

/** Granted by line and permission. */
function granted(
  verb: string,
  of: { line: string; permission: string; principals: string[]; who: string[] },
): Why {
  return {
    verb,
    allowed: true,
    decidedBy: 'access',
    reason: `${verb} is allowed (${of.line}; ${of.permission}).`,
    permission: { name: of.permission, granted: true, rules: [] },
    access: { line: of.line, granted: true, principals: of.principals },
    who: of.who,
  };
}

/** One answer of each kind. */
export const access: Why[] = [
  granted('read', {
    line: 'tutti.access.read',
    permission: 'tutti.environment.read',
    principals: ['anyone'],
    who: ['anyone'],
  }),
  refusedByLine,
  granted('secrets', {
    line: 'access.secrets of Production',
    permission: 'tutti.secret.write',
    principals: ['owner'],
    who: ['group:default/team-a'],
  }),
  {
    ...refusedByLine,
    verb: 'override',
    reason:
      'Overriding in shop/production is for nobody (access.override of Production; tutti.deployment.override).',
    permission: {
      name: 'tutti.deployment.override',
      granted: true,
      rules: [],
    },
    access: {
      line: 'access.override of Production',
      granted: false,
      principals: ['nobody'],
    },
    who: [],
  },
  {
    ...granted('logs', {
      line: 'access.logs of Production',
      permission: 'tutti.logs.read',
      principals: ['owner'],
      who: ['group:default/team-a'],
    }),
    allowed: false,
    decidedBy: 'permission',
    reason:
      "Reading logs of shop/production needs the permission tutti.logs.read, which this portal's permission policy does not give you here (IS_OWNER does not hold).",
    permission: {
      name: 'tutti.logs.read',
      granted: false,
      rules: [{ rule: 'IS_OWNER', holds: false }],
    },
  },
  {
    ...granted('destroy', {
      line: 'access.destroy of Production',
      permission: 'tutti.environment.delete',
      principals: ['owner'],
      who: ['group:default/team-a'],
    }),
    allowed: false,
    decidedBy: 'state',
    reason: 'Environments of this type are not destroyed (destroy: refuse).',
  },
];

export const applicationAccess: Why[] = [
  granted('read', {
    line: 'tutti.access.read',
    permission: 'tutti.application.read',
    principals: ['anyone'],
    who: ['anyone'],
  }),
  granted('update', {
    line: 'tutti.access.update',
    permission: 'tutti.application.update',
    principals: ['owner'],
    who: ['group:default/team-a'],
  }),
  {
    ...refusedByLine,
    verb: 'assign',
    reason:
      'Choosing another owner of shop is for nobody (tutti.access.assign; tutti.application.assign).',
    permission: {
      name: 'tutti.application.assign',
      granted: true,
      rules: [],
    },
    access: {
      line: 'tutti.access.assign',
      granted: false,
      principals: ['nobody'],
    },
    who: [],
  },
];
