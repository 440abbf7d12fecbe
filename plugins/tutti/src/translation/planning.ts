import { messages } from './messages';

/** The ways to a plan: buttons and the dialog of images. */
export const planningMessages = messages({
  deploy: { en: 'Deploy', de: 'Deployen' },
  deployTo: {
    en: 'Deploy to {{environment}}',
    de: 'Nach {{environment}} deployen',
  },
  moreFor: { en: 'More for {{environment}}', de: 'Mehr für {{environment}}' },
  changeImages: { en: 'Change images…', de: 'Images ändern…' },
  deployAll: { en: 'Deploy all again', de: 'Alles erneut deployen' },
  deployAllWhat: { en: 'Also what is unchanged', de: 'Auch Unverändertes' },
  open: { en: 'Open {{environment}}', de: '{{environment}} öffnen' },
  planFor: { en: 'Plan for {{environment}}', de: 'Plan für {{environment}}' },
  noOpenImage: {
    en: 'Every image stands in its Score file',
    de: 'Jedes Image steht in seiner Score-Datei',
  },
  noOpenImageText: {
    en: 'Only containers that say “image: .” take their image from the deployment.',
    de: 'Nur Container mit „image: .“ bekommen ihr Image vom Deployment.',
  },
  openImages: {
    en: 'For containers that say “image: .” in their Score file. What you leave as it is stays.',
    de: 'Für Container mit „image: .“ in der Score-Datei. Was nicht geändert wird, bleibt.',
  },
  containerOf: {
    en: '{{workload}}, container {{container}}',
    de: '{{workload}}, Container {{container}}',
  },
  imageExample: {
    en: 'registry.example/team/image:1.0.0',
    de: 'registry.example/team/image:1.0.0',
  },
  changeImagesIn: {
    en: 'Change images in {{environment}}',
    de: 'Images in {{environment}} ändern',
  },
  application: { en: 'application', de: 'Anwendung' },
  setValue: {
    en: 'Set {{name}} in Values & secrets',
    de: '{{name}} unter Werte & Geheimnisse setzen',
  },
});
