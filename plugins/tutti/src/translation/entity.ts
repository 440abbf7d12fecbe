import { messages } from './messages';

/** Tab and card on the pages of the catalog. */
export const entityMessages = messages({
  application: { en: 'application', de: 'Anwendung' },
  environments: { en: 'environments', de: 'Umgebungen' },
  notDeployed: {
    en: '{{entity}} is not deployed with Tutti yet',
    de: '{{entity}} wird noch nicht mit Tutti deployt',
  },
  nothingDeployed: {
    en: 'Not deployed with Tutti yet',
    de: 'Noch nicht mit Tutti deployt',
  },
  applications: { en: 'applications', de: 'Anwendungen' },
  resource: { en: 'resource', de: 'Ressource' },
  whatRuns: { en: 'What runs where', de: 'Was wo läuft' },
  noApplication: {
    en: 'Nothing here that you may see',
    de: 'Nichts Sichtbares',
  },
  noApplicationText: {
    en: 'The application that it names is not there any more, or not for you.',
    de: 'Die genannte Anwendung gibt es nicht mehr, oder sie darf nicht gesehen werden.',
  },
  lastDeployment: { en: 'Last deployment', de: 'Letztes Deployment' },
  deploymentTo: {
    en: '#{{number}} to {{environment}}',
    de: '#{{number}} nach {{environment}}',
  },
  ofApplication: {
    en: 'of {{application}}',
    de: 'von {{application}}',
  },
  notThere: { en: 'not deployed', de: 'nicht deployt' },
  inEnvironments: { en: 'In the environments', de: 'In den Umgebungen' },
  allResources: { en: 'All resources', de: 'Alle Ressourcen' },
  nowhere: {
    en: 'In no environment that you may see',
    de: 'In keiner sichtbaren Umgebung',
  },
  nowhereText: {
    en: 'It is there as soon as a workload that asks for it is deployed.',
    de: 'Es gibt sie, sobald ein Workload deployt wird, der sie verlangt.',
  },
  byDeployment: {
    en: 'by deployment #{{number}}',
    de: 'durch Deployment #{{number}}',
  },
  byNobodyKnown: {
    en: 'by a deployment that is not kept any more',
    de: 'durch ein Deployment, das nicht mehr aufbewahrt ist',
  },
  allApplications: { en: 'All applications', de: 'Alle Anwendungen' },
  howToBind: {
    en: 'Name its application in catalog-info.yaml with the annotation {{annotation}}, or bind one in the portal.',
    de: 'Die Anwendung in catalog-info.yaml mit der Annotation {{annotation}} nennen oder im Portal zuordnen.',
  },
  wholeEnvironment: { en: 'The whole environment', de: 'Die ganze Umgebung' },
});
