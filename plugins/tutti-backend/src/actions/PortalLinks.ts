import { Config } from '@backstage/config';

/** Where people look at what an action speaks of: addresses of the portal's pages. */
export class PortalLinks {
  constructor(private readonly base: string) {}

  static fromConfig(config: Config): PortalLinks {
    const base = config.getOptionalString('app.baseUrl') ?? '';
    return new PortalLinks(base.replace(/\/+$/, ''));
  }

  application(application: string): string {
    return this.#to('applications', application);
  }

  environment(application: string, environment: string): string {
    return this.#to('applications', application, 'environments', environment);
  }

  plan(id: string): string {
    return this.#to('plans', id);
  }

  deployment(id: string): string {
    return this.#to('deployments', id);
  }

  compare(left: string, right: string): string {
    return `${this.#to('compare')}?${new URLSearchParams({ left, right })}`;
  }

  platform(): string {
    return this.#to('platform');
  }

  #to(...segments: string[]): string {
    return [this.base, 'tutti', ...segments.map(encodeURIComponent)].join('/');
  }
}
