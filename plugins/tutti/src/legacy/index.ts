/**
 * Tutti for apps on the old frontend system: the same pages, tab and card.
 *
 * @packageDocumentation
 */
export {
  EntityTuttiCard,
  EntityTuttiContent,
  EntityTuttiRuntime,
  EntityTuttiVersions,
  HomePageTuttiCard,
  HomePageTuttiWaitingCard,
  isTuttiAvailable,
  TuttiPage,
  tuttiPlugin,
} from './plugin';
export {
  TuttiApplicationPicker,
  TuttiEnvironmentsPicker,
  TuttiResourcesPicker,
  TuttiWorkloadPicker,
} from './formFields';
export { tuttiApiRef } from '../api';
