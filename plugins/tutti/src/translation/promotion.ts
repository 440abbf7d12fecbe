import { messages } from './messages';

/** What comes to an environment from the one before it, and what it waits for. */
export const promotionMessages = messages({
  coming: { en: 'coming', de: 'unterwegs' },
  stopped: { en: 'stopped', de: 'angehalten' },
  unpaired: { en: 'not automatic', de: 'nicht automatisch' },
  asked: { en: 'on its way', de: 'wird übernommen' },
  comes: {
    en: 'r{{release}} from {{from}} {{run}}.',
    de: 'r{{release}} aus {{from}} {{run}}.',
  },
  wave: { en: 'Wave {{wave}}.', de: 'Welle {{wave}}.' },
  soon: { en: 'It is promoted now.', de: 'Es wird gerade übernommen.' },
  byDeployment: {
    en: 'See {{run}}.',
    de: 'Siehe {{run}}.',
  },
  promote: { en: 'Promote r{{release}}', de: 'r{{release}} übernehmen' },
  promoteTo: {
    en: 'Promote r{{release}} from {{from}} to {{environment}}',
    de: 'r{{release}} aus {{from}} nach {{environment}} übernehmen',
  },
  toAll: {
    en: 'Promote to all of a type…',
    de: 'In alle eines Typs übernehmen…',
  },
  toAllHint: {
    en: 'Wave by wave; a failure stops what has not begun',
    de: 'Welle für Welle; ein Fehlschlag hält an, was noch nicht begonnen hat',
  },
  toAllTitle: {
    en: 'Promote from {{environment}} to all of a type',
    de: 'Aus {{environment}} in alle eines Typs übernehmen',
  },
  toAllText: {
    en: 'r{{release}} goes there with the images that ran in {{from}} #{{number}}. A wave begins when all of the one before have it.',
    de: 'r{{release}} geht dorthin mit den Images, die in {{from}} #{{number}} liefen. Eine Welle beginnt, wenn alle der vorigen es haben.',
  },
  failureStops: {
    en: 'A failure stops what has not begun.',
    de: 'Ein Fehlschlag hält an, was noch nicht begonnen hat.',
  },
  failurePassed: {
    en: 'A failure stops nothing.',
    de: 'Ein Fehlschlag hält nichts an.',
  },
  toAllVerb_one: {
    en: 'Promote to {{count}} environment',
    de: 'In {{count}} Umgebung übernehmen',
  },
  toAllVerb_other: {
    en: 'Promote to {{count}} environments',
    de: 'In {{count}} Umgebungen übernehmen',
  },
  types: { en: 'Environment types', de: 'Umgebungstypen' },
  typeHas_one: {
    en: '{{count}} environment',
    de: '{{count}} Umgebung',
  },
  typeHas_other: {
    en: '{{count}} environments',
    de: '{{count}} Umgebungen',
  },
  noType: {
    en: 'There is no other environment to which it could go.',
    de: 'Es gibt keine andere Umgebung, in die es gehen könnte.',
  },
  outlook: { en: 'what would happen', de: 'was geschehen würde' },
  waveOf: {
    en: 'Wave {{wave}} of {{waves}}',
    de: 'Welle {{wave}} von {{waves}}',
  },
  atOnce_one: { en: '{{count}} at a time', de: '{{count}} gleichzeitig' },
  atOnce_other: { en: '{{count}} at a time', de: '{{count}} gleichzeitig' },
  hasIt: { en: 'has it already', de: 'hat es schon' },
  hasNow: { en: 'has r{{release}} now', de: 'hat jetzt r{{release}}' },
  hasNothing: { en: 'has nothing yet', de: 'hat noch nichts' },
  needsApproval: {
    en: 'waits for approval first',
    de: 'wartet zuerst auf Freigabe',
  },
  approvalByPlan: {
    en: 'its plan says whether it needs approval',
    de: 'ihr Plan sagt, ob eine Freigabe nötig ist',
  },
  rounds: {
    en: 'Promotions to all of a type',
    de: 'Übernahmen in alle eines Typs',
  },
  roundOf: {
    en: 'r{{release}} from {{from}} {{run}} to all of {{type}}, asked by {{who}} {{ago}}.',
    de: 'r{{release}} aus {{from}} {{run}} in alle von {{type}}, angefordert von {{who}} {{ago}}.',
  },
  roundStands: {
    en: '{{here}} of {{of}} have it, {{begun}} under way, {{waits}} not begun.',
    de: '{{here}} von {{of}} haben es, {{begun}} laufen, {{waits}} nicht begonnen.',
  },
  failedIn: {
    en: 'Failed in {{environment}}.',
    de: 'Fehlgeschlagen in {{environment}}.',
  },
  stop: { en: 'Stop', de: 'Anhalten' },
  stopTitle: {
    en: 'Stop the promotion to all of {{type}}?',
    de: 'Die Übernahme in alle von {{type}} anhalten?',
  },
  stopText_one: {
    en: 'It does not begin in {{names}} any more. What is under way goes on to its end.',
    de: 'In {{names}} beginnt sie nicht mehr. Was läuft, läuft zu Ende.',
  },
  stopText_other: {
    en: 'It does not begin in {{count}} environments any more: {{names}}. What is under way goes on to its end.',
    de: 'In {{count}} Umgebungen beginnt sie nicht mehr: {{names}}. Was läuft, läuft zu Ende.',
  },
  gates: { en: 'Gates for promotion', de: 'Gates für die Übernahme' },
});
