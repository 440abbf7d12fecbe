import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Metrics } from '../metrics';

/** Where errors go that nobody foresaw: the log has the trace, people get an id to find it by. */
export class FaultLog {
  constructor(
    private readonly logger: LoggerService,
    private readonly metrics: Metrics,
  ) {}

  /**
   * @param during - What was being done, for the reader of the log.
   * @param trace - Without secrets.
   * @returns the id
   */
  keep(during: string, trace: string): string {
    const id = randomUUID().slice(0, 8);
    this.logger.error(`Error ${id}, ${during}: ${trace}`);
    this.metrics.unforeseen();
    return id;
  }
}
