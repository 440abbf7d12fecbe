import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Metrics } from '../metrics';

/** Short enough to be read aloud. */
export function newErrorId(): string {
  return randomUUID().slice(0, 8);
}

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
    const id = newErrorId();
    this.write(id, during, trace);
    return id;
  }

  /** The same, of an error that got its id where it happened. */
  write(id: string, during: string, trace: string): void {
    this.logger.error(`Error ${id}, ${during}: ${trace}`);
    this.metrics.unforeseen();
  }
}
