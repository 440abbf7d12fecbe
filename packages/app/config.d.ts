export interface Config {
  auth?: {
    providers?: {
      /** Development only: the backend does not start with it anywhere else. */
      example?: {
        /**
         * Users of the catalog whom the sign-in page offers beside the guest.
         * @deepVisibility frontend
         */
        people: Array<{
          /** The user is `user:default/NAME`. */
          name: string;
          title: string;
          /** What there is to try, in a sentence. */
          may: string;
        }>;
      };
    };
  };
}
