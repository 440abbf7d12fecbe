import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { accessMessages } from './access';
import { applicationMessages } from './application';
import { buildsMessages } from './builds';
import { applicationsMessages } from './applications';
import { askedMessages } from './asked';
import { auditMessages } from './audit';
import { commonMessages } from './common';
import { deploymentMessages } from './deployment';
import { entityMessages } from './entity';
import { environmentMessages } from './environment';
import { formsMessages } from './forms';
import { compareMessages } from './compare';
import { environmentsMessages } from './environments';
import { dialogsMessages } from './dialogs';
import { editorMessages } from './editor';
import { homeMessages } from './home';
import { inLanguage } from './messages';
import { promotionMessages } from './promotion';
import { planMessages } from './plan';
import { platformMessages } from './platform';
import { planningMessages } from './planning';
import { previewsMessages } from './previews';
import { runtimeMessages } from './runtime';
import { searchMessages } from './search';
import { settingsMessages } from './settings';
import { statesMessages } from './states';
import { rolloutMessages } from './rollout';
import { scoreFormMessages } from './scoreForm';
import { timeMessages } from './time';
import { uiMessages } from './ui';
import { valuesMessages } from './values';
import { versionsMessages } from './versions';
import { verbsMessages } from './verbs';
import { driftMessages } from './drift';
import { waitingMessages } from './waiting';
import { webhooksMessages } from './webhooks';
import { workloadsMessages } from './workloads';

/** Every text that a person sees, by screen: one file in this folder for each. */
export const screens = {
  access: accessMessages,
  asked: askedMessages,
  audit: auditMessages,
  common: commonMessages,
  ui: uiMessages,
  forms: formsMessages,
  compare: compareMessages,
  environments: environmentsMessages,
  dialogs: dialogsMessages,
  editor: editorMessages,
  rollout: rolloutMessages,
  scoreForm: scoreFormMessages,
  time: timeMessages,
  settings: settingsMessages,
  states: statesMessages,
  planning: planningMessages,
  applications: applicationsMessages,
  application: applicationMessages,
  previews: previewsMessages,
  builds: buildsMessages,
  environment: environmentMessages,
  runtime: runtimeMessages,
  plan: planMessages,
  platform: platformMessages,
  deployment: deploymentMessages,
  entity: entityMessages,
  values: valuesMessages,
  workloads: workloadsMessages,
  versions: versionsMessages,
  verbs: verbsMessages,
  drift: driftMessages,
  promotion: promotionMessages,
  waiting: waitingMessages,
  webhooks: webhooksMessages,
  search: searchMessages,
  home: homeMessages,
};

/** By screen and key, in every language. */
export type Texts = typeof screens;

/**
 * The texts of the plugin. An app changes some of them, or adds a language, as it does for any
 * plugin of Backstage.
 */
export const tuttiTranslationRef = createTranslationRef({
  id: 'plugin.tutti',
  messages: inLanguage(screens, 'en'),
  translations: {
    de: async () => ({ default: inLanguage(screens, 'de') }),
  },
});
