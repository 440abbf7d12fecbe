import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** It has a heading of its own: a widget's title is one text, in one language. */
export const myApplications = HomePageWidgetBlueprint.make({
  name: 'my-applications',
  params: {
    name: 'TuttiMyApplications',
    description:
      'Tutti: what of my applications is not well, what is running, my last deployments',
    components: async () => {
      const { MyApplications } = await import('../screens/home/MyApplications');
      return { Content: () => <MyApplications /> };
    },
  },
});

export const waitingForMe = HomePageWidgetBlueprint.make({
  name: 'waiting',
  params: {
    name: 'TuttiWaiting',
    description:
      'Tutti: what waits for my approval or for me to resume it, and what else waits',
    components: async () => {
      const { WaitingForMe } = await import('../screens/home/WaitingForMe');
      return { Content: () => <WaitingForMe /> };
    },
  },
});
