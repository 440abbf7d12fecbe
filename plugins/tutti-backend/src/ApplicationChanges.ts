import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  APPLICATION_CHANGES_TOPIC,
  ApplicationChange,
} from '@tutti/plugin-tutti-common';

/**
 * Tells other plugins that something of an application was changed, so that the catalog need not
 * wait for its next full look. A hint: it may be lost, and nothing depends on it.
 */
export class ApplicationChanges {
  constructor(
    private readonly events: EventsService,
    private readonly logger: LoggerService,
  ) {}

  /** Without a name: perhaps any. Nobody waits for it. */
  announce(application?: string): void {
    void this.#publish({ ...(application !== undefined && { application }) });
  }

  async #publish(eventPayload: ApplicationChange): Promise<void> {
    try {
      await this.events.publish({
        topic: APPLICATION_CHANGES_TOPIC,
        eventPayload,
      });
    } catch (error) {
      this.logger.debug(`A change could not be announced: ${error}`);
    }
  }
}
