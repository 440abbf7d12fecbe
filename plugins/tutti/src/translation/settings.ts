import { messages } from './messages';

/** Owner and offers of an application. */
export const settingsMessages = messages({
  change: { en: 'Change…', de: 'Ändern…' },
  changeOwner: { en: 'Change the owner…', de: 'Verantwortliche ändern…' },
  ownerTitle: {
    en: 'Change the owner of {{title}}',
    de: 'Verantwortliche von {{title}} ändern',
  },
  ownerAny: {
    en: 'You may name any group or user.',
    de: 'Jede Gruppe und jede Person ist erlaubt.',
  },
  ownerOwn: {
    en: 'You may give it to another group of yours. For any other owner a member of theirs confirms, once the catalog or a platform file names them.',
    de: 'Erlaubt ist eine andere eigene Gruppe. Für jede andere bestätigt ein Mitglied, sobald der Katalog oder eine Plattformdatei sie nennt.',
  },
  newOwner: { en: 'New owner', de: 'Neu verantwortlich' },
  noOtherGroup: {
    en: 'There is no other group of yours.',
    de: 'Es gibt keine andere eigene Gruppe.',
  },
  ownerFirst: {
    en: 'Name the new owner first.',
    de: 'Zuerst angeben, wer verantwortlich wird.',
  },
  ownerAlready: {
    en: 'This is the owner already.',
    de: 'Ist schon verantwortlich.',
  },
  ownerThen: {
    en: 'Rights go by the owner: {{owner}} gets them, {{before}} loses them.',
    de: 'Rechte folgen der Verantwortung: {{owner}} bekommt sie, {{before}} verliert sie.',
  },
  ownerLoses: {
    en: 'You are not among the new owners: you may not take it back.',
    de: 'Selbst nicht darunter: Das ist dann nicht mehr rückgängig zu machen.',
  },
  ownerVerb: { en: 'Change the owner', de: 'Verantwortliche ändern' },
  ownerChanged: {
    en: '{{title}} has another owner now.',
    de: '{{title}} hat jetzt andere Verantwortliche.',
  },
  offers: {
    en: 'Offers to other applications',
    de: 'Angebote an andere Anwendungen',
  },
  offersText: {
    en: 'Applications of other owners may ask for the address of these workloads. Those of the same owner always may.',
    de: 'Anwendungen anderer Verantwortlicher dürfen die Adresse dieser Workloads verlangen. Solche derselben Verantwortlichen immer.',
  },
  noOffer: { en: 'Nothing is offered.', de: 'Nichts wird angeboten.' },
  offeredTo: {
    en: '{{workload}} to {{owners}}',
    de: '{{workload}} an {{owners}}',
  },
  editOffers: { en: 'Change the offers…', de: 'Angebote ändern…' },
  offersTitle: {
    en: 'What {{title}} offers',
    de: 'Was {{title}} anbietet',
  },
  offersDeclared: {
    en: 'Declared in {{file}}, line {{line}}: change it there, or leave the offers out of the file.',
    de: 'Deklariert in {{file}}, Zeile {{line}}: dort ändern, oder die Angebote aus der Datei nehmen.',
  },
  toWhom: {
    en: 'To whom {{workload}} is offered',
    de: 'Wem {{workload}} angeboten wird',
  },
  toWhomHelp: {
    en: 'Groups and users that own other applications, such as group:default/team-b, or anyone. Enter takes one.',
    de: 'Gruppen und Personen, denen andere Anwendungen gehören, etwa group:default/team-b, oder anyone für alle. Enter übernimmt.',
  },
  toWhomFirst: {
    en: 'Say first to whom {{workload}} is offered.',
    de: 'Zuerst angeben, wem {{workload}} angeboten wird.',
  },
  withdraw: {
    en: 'Do not offer {{workload}} any more',
    de: '{{workload}} nicht mehr anbieten',
  },
  offerAnother: { en: 'Offer a workload', de: 'Workload anbieten' },
  offersSaved: {
    en: 'What {{title}} offers is changed. It counts from the next plan on.',
    de: 'Die Angebote von {{title}} sind geändert. Gilt ab dem nächsten Plan.',
  },
  repositories: {
    en: 'Repositories that tell builds',
    de: 'Repositorys, die Builds melden',
  },
  repositoriesText: {
    en: 'A build counts when it comes from one of these, or from the repository that its workload follows.',
    de: 'Ein Build zählt, wenn er aus einem von diesen kommt oder aus dem Repository, dem sein Workload folgt.',
  },
  noRepository: {
    en: 'None is registered.',
    de: 'Keines ist eingetragen.',
  },
  repositoryOf: {
    en: '{{url}} for {{workloads}}',
    de: '{{url}} für {{workloads}}',
  },
  editRepositories: {
    en: 'Change the repositories…',
    de: 'Repositorys ändern…',
  },
  repositoriesTitle: {
    en: 'Whose builds of {{title}} count',
    de: 'Wessen Builds von {{title}} zählen',
  },
  repositoriesHelp: {
    en: 'The address of a repository as a browser shows it. Without workloads its builds count for all of them.',
    de: 'Die Adresse eines Repositorys, wie ein Browser sie zeigt. Ohne Workloads zählen seine Builds für alle.',
  },
  repositoryUrl: {
    en: 'Repository {{number}}',
    de: 'Repository {{number}}',
  },
  repositoryWorkloads: {
    en: 'Workloads of repository {{number}}',
    de: 'Workloads von Repository {{number}}',
  },
  removeRepository: {
    en: 'Remove repository {{number}}',
    de: 'Repository {{number}} entfernen',
  },
  addRepository: { en: 'Add a repository', de: 'Repository hinzufügen' },
  repositoriesSaved: {
    en: 'The repositories of {{title}} are changed.',
    de: 'Die Repositorys von {{title}} sind geändert.',
  },
});
