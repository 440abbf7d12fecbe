import { messages } from './messages';

/** What has not begun yet, what would end the waiting, and the decisions that do. */
export const waitingMessages = messages({
  pageTitle: { en: 'Waiting', de: 'Wartendes' },
  heading: { en: 'What waits', de: 'Was wartet' },
  what: { en: 'what waits', de: 'Wartendes' },
  all: { en: 'All that waits', de: 'Alles, was wartet' },
  shown_one: { en: '{{shown}} of {{count}}', de: '{{shown}} von {{count}}' },
  shown_other: { en: '{{shown}} of {{count}}', de: '{{shown}} von {{count}}' },
  more: { en: 'Show more', de: 'Mehr zeigen' },
  forMe: { en: 'For you', de: 'Zu entscheiden' },
  forOthers: { en: 'For others to approve', de: 'Andere geben frei' },
  inLine: { en: 'In the line', de: 'In der Warteschlange' },
  held: { en: 'Held', de: 'Angehalten' },
  frozen: { en: 'Frozen', de: 'In der Sperrzeit' },
  coming: { en: 'Coming promotions', de: 'Kommende Übernahmen' },
  comingPlace: {
    en: '{{application}} to {{environment}}',
    de: '{{application}} nach {{environment}}',
  },
  comingFrom: {
    en: 'r{{release}} from {{from}}',
    de: 'r{{release}} aus {{from}}',
  },
  none: { en: 'Nothing waits', de: 'Nichts wartet' },
  noneText: {
    en: 'Here appear deployments that need an approval, those that stand in the line behind another one, automation that is on hold, what a freeze window keeps back, and releases that are promoted later.',
    de: 'Hier erscheinen Deployments, die eine Freigabe brauchen oder hinter einem anderen in der Warteschlange stehen, angehaltene Automatik, was eine Sperrzeit zurückhält, und Releases, die später übernommen werden.',
  },
  noneForMe: {
    en: 'Nothing waits for you',
    de: 'Nichts ist zu entscheiden',
  },
  noneForMeText: {
    en: 'Approvals that you can give and holds that you can end appear here.',
    de: 'Hier erscheinen Freigaben und angehaltene Automatik, über die zu entscheiden ist.',
  },
  othersWait_one: {
    en: '{{count}} other thing waits',
    de: '{{count}} weiteres wartet',
  },
  othersWait_other: {
    en: '{{count}} other things wait',
    de: '{{count}} weitere warten',
  },
  place: {
    en: '{{application}} to {{environment}} #{{number}}',
    de: '{{application}} nach {{environment}} #{{number}}',
  },
  automationPlace: {
    en: 'Automation of {{application}} to {{environment}}',
    de: 'Automatik von {{application}} nach {{environment}}',
  },
  askedBy: { en: 'by {{who}}', de: 'von {{who}}' },
  since: {
    en: 'Began to wait {{ago}}.',
    de: 'Wartezeit begann {{ago}}.',
  },
  behindNext: {
    en: 'Next in the line: it starts by itself when {{run}} is over.',
    de: 'Als Nächstes an der Reihe: Start von selbst, wenn {{run}} zu Ende ist.',
  },
  behind: {
    en: 'Place {{position}} in the line, behind {{run}}: it starts by itself when its turn comes.',
    de: 'Platz {{position}} in der Warteschlange, hinter {{run}}: Start von selbst, sobald es an der Reihe ist.',
  },
  anotherRun: { en: 'another deployment', de: 'einem anderen Deployment' },
  worker: {
    en: 'Every worker is busy: it starts by itself as soon as one is free.',
    de: 'Alle Worker sind beschäftigt: Start von selbst, sobald einer frei ist.',
  },
  window: {
    en: 'A freeze window is open: it starts by itself {{until}}.',
    de: 'Eine Sperrzeit gilt: Start von selbst {{until}}.',
  },
  windowOpen: {
    en: 'A freeze window is open: it starts by itself when the window ends.',
    de: 'Eine Sperrzeit gilt: Start von selbst nach ihrem Ende.',
  },
  builds: {
    en: 'Further builds of its commit may come: it starts by itself {{until}}.',
    de: 'Weitere Builds seines Commits können noch kommen: Start von selbst {{until}}.',
  },
  hold: {
    en: 'Automation was put on hold {{ago}} by {{who}}: “{{reason}}”. It goes on when a person resumes it.',
    de: 'Die Automatik wurde angehalten {{ago}} von {{who}}: „{{reason}}“. Weiter geht es, wenn jemand sie fortsetzt.',
  },
  holdUnknown: {
    en: 'Automation is on hold. It goes on when a person resumes it.',
    de: 'Die Automatik ist angehalten. Weiter geht es, wenn jemand sie fortsetzt.',
  },
  pause: {
    en: '{{environment}} is paused. It starts when somebody resumes {{environment}}.',
    de: '{{environment}} pausiert. Start, wenn jemand {{environment}} fortsetzt.',
  },
  lock: {
    en: '{{environment}} is locked after an interruption. It starts when somebody has looked and unlocks it.',
    de: '{{environment}} ist nach einer Unterbrechung gesperrt. Start, wenn jemand nachgesehen und entsperrt hat.',
  },
  soak: {
    en: 'It has to stay healthy where it succeeded: it is promoted by itself {{until}}.',
    de: 'Es muss dort gesund bleiben, wo es erfolgreich war: Übernahme von selbst {{until}}.',
  },
  soakBegins: {
    en: 'It is not healthy where it succeeded. The time for which it has to stay healthy begins when it is.',
    de: 'Es ist dort nicht gesund, wo es erfolgreich war. Die Zeit, die es gesund bleiben muss, beginnt, wenn es das ist.',
  },
  gate_one: {
    en: 'The gate {{gates}} of {{run}} has to pass: then it is promoted by itself.',
    de: 'Das Gate {{gates}} von {{run}} muss bestanden sein: dann Übernahme von selbst.',
  },
  gate_other: {
    en: 'The gates {{gates}} of {{run}} have to pass: then it is promoted by itself.',
    de: 'Die Gates {{gates}} von {{run}} müssen bestanden sein: dann Übernahme von selbst.',
  },
  wave: {
    en: 'It is promoted by itself when it has succeeded in {{behind}}.',
    de: 'Übernahme von selbst, wenn es in {{behind}} erfolgreich war.',
  },
  approvalPeople_one: {
    en: '{{count}} more person must approve.',
    de: '{{count}} weitere Person muss freigeben.',
  },
  approvalPeople_other: {
    en: '{{count}} more people must approve.',
    de: '{{count}} weitere Personen müssen freigeben.',
  },
  approvalGroups_one: {
    en: '{{count}} more person must approve, with somebody of {{groups}}.',
    de: '{{count}} weitere Person muss freigeben, dabei jemand aus {{groups}}.',
  },
  approvalGroups_other: {
    en: '{{count}} more people must approve, with somebody of {{groups}}.',
    de: '{{count}} weitere Personen müssen freigeben, dabei jemand aus {{groups}}.',
  },
  approvalWaits: {
    en: 'It waits for approval.',
    de: 'Es wartet auf Freigabe.',
  },
  approvalComplete: {
    en: 'Everybody who is needed has approved.',
    de: 'Alle nötigen Freigaben sind da.',
  },
  expires: {
    en: 'Without it the request ends {{until}}.',
    de: 'Ohne sie endet die Anfrage {{until}}.',
  },
  needs_one: {
    en: 'Needs {{count}} approval',
    de: 'Braucht {{count}} Freigabe',
  },
  needs_other: {
    en: 'Needs {{count}} approvals',
    de: 'Braucht {{count}} Freigaben',
  },
  needsGroups: {
    en: 'at least one of each: {{groups}}',
    de: 'mindestens eine aus jeder: {{groups}}',
  },
  selfCounts: {
    en: 'one’s own counts too',
    de: 'die eigene zählt mit',
  },
  selfCountsNot: {
    en: 'not of whoever asked for it',
    de: 'nicht von der anfragenden Person',
  },
  decisions: { en: 'Decisions so far', de: 'Bisherige Entscheidungen' },
  nobodyDecided: {
    en: 'Nobody has decided yet.',
    de: 'Noch niemand hat entschieden.',
  },
  approved: { en: 'Approved', de: 'Freigegeben' },
  rejected: { en: 'Rejected', de: 'Abgelehnt' },
  ofBefore: {
    en: 'for other effects than now: counts no more',
    de: 'für andere Wirkungen als jetzt: zählt nicht mehr',
  },
  countsNot: { en: 'does not count', de: 'zählt nicht' },
  lookAndDecide: { en: 'Look and decide', de: 'Ansehen und entscheiden' },
  lookLabel: {
    en: 'Look and decide: {{what}}',
    de: 'Ansehen und entscheiden: {{what}}',
  },
  decideTitle: { en: '{{what}}: what it does', de: '{{what}}: was es tut' },
  effects: { en: 'What would happen', de: 'Was geschehen würde' },
  exactOf: {
    en: 'What the driver of {{address}} would do',
    de: 'Was der Treiber von {{address}} tun würde',
  },
  exactUntold: {
    en: '{{action}}: its driver does not tell more.',
    de: '{{action}}: mehr sagt der Treiber nicht.',
  },
  exactNothing: {
    en: 'It would change nothing.',
    de: 'Es würde nichts ändern.',
  },
  wholePlan: { en: 'See the whole plan', de: 'Den ganzen Plan ansehen' },
  comment: { en: 'Comment', de: 'Kommentar' },
  rejectReason: {
    en: 'Say in the comment why first.',
    de: 'Zuerst im Kommentar begründen.',
  },
  approve: { en: 'Approve', de: 'Freigeben' },
  reject: { en: 'Reject', de: 'Ablehnen' },
  decidedAlready: {
    en: 'It is not waiting for a decision any more.',
    de: 'Es wartet nicht mehr auf eine Entscheidung.',
  },
  plannedAtItsTurn: {
    en: 'What it does is planned when its turn has come, on what runs then.',
    de: 'Was es tut, wird geplant, sobald es an der Reihe ist: auf dem, was dann läuft.',
  },
  resume: { en: 'Resume', de: 'Fortsetzen' },
  resumeLabel: {
    en: 'Resume automation in {{environment}}',
    de: 'Automatik in {{environment}} fortsetzen',
  },
  resumeTitle: {
    en: 'Resume automation in {{environment}}?',
    de: 'Automatik in {{environment}} fortsetzen?',
  },
  resumeText: {
    en: 'It was put on hold {{ago}} by {{who}}: “{{reason}}”. What automation has asked for since then starts in its order.',
    de: 'Angehalten {{ago}} von {{who}}: „{{reason}}“. Was die Automatik seitdem angefordert hat, startet der Reihe nach.',
  },
  override: { en: 'Override the freeze…', de: 'Sperrzeit übergehen…' },
  overrideTitle: {
    en: 'Start {{what}} in spite of the freeze window?',
    de: '{{what}} trotz Sperrzeit starten?',
  },
  overrideText: {
    en: 'It starts as soon as its turn comes. Who did this and why is recorded.',
    de: 'Der Start erfolgt, sobald es an der Reihe ist. Wer das warum getan hat, wird festgehalten.',
  },
  overrideVerb: { en: 'Override the freeze', de: 'Sperrzeit übergehen' },
  reason: { en: 'Reason', de: 'Begründung' },
  reasonFirst: { en: 'Give a reason first.', de: 'Zuerst begründen.' },
});
