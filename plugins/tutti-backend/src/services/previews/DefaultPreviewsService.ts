import { InputError, NotFoundError } from '@backstage/errors';
import { Platform, Workload } from '@tutti/engine';
import {
  Preview,
  PreviewComment,
  PreviewInput,
} from '@tutti/plugin-tutti-common';
import { Gates } from '../../line';
import { ActivePlatform } from '../../platform';
import { commentOf, PreviewLimits } from '../../previews';
import { readNamedScore } from '../../sources';
import { ApplicationRecord, EnvironmentRecord, Store } from '../../store';
import { EngineThreads } from '../../threads';
import { Refused } from '../errors';
import { Lookup, Place } from '../Lookup';
import { checkName } from '../names';
import { Caller, Visibility } from '../types';
import { DeploymentViews } from '../views';
import { Wakeups } from '../Wakeups';
import { ask } from './asking';
import { PreviewViews } from './PreviewViews';
import { PreviewPath, PreviewsService, PreviewTypes, Seeing } from './types';

export class DefaultPreviewsService implements PreviewsService, PreviewTypes {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      gates: Gates;
      engine: EngineThreads;
      views: PreviewViews;
      deploymentViews: DeploymentViews;
      limits: PreviewLimits;
      /** Base address of the portal, for links in comments. */
      portal?: string;
      wakeups: Wakeups;
    },
  ) {}

  async list({
    application: name,
    visible = () => true,
  }: { application: string } & Visibility) {
    const { store, views } = this.options;
    const application = await new Lookup(store).application(name);
    const places = (await new Lookup(store).places([application])).filter(
      visible,
    );
    return { items: await views.list(places) };
  }

  async get(path: PreviewPath) {
    const [view] = await this.options.views.list([await this.#place(path)]);
    if (!view) {
      throw none(path);
    }
    return view;
  }

  async typeOf(
    { application, key }: PreviewPath,
    asked: string | undefined,
  ): Promise<string> {
    const { store, platform } = this.options;
    const { id } = await new Lookup(store).application(application);
    const present = await store.environments.find(id, key);
    if (asked === undefined && present) {
      return present.type;
    }
    const types = typesOfPreviews(await platform.demand());
    if (asked !== undefined && types.includes(asked)) {
      return asked;
    }
    const there = types.join(', ') || 'none';
    if (asked !== undefined) {
      throw new InputError(
        `type: '${asked}' is no environment type with a lifetime; there are: ${there}`,
      );
    }
    if (types.length !== 1) {
      throw new InputError(
        types.length === 0
          ? 'type: the platform has no environment type with a lifetime, which previews need. Add `lifetime` to one in the platform files.'
          : `type: the platform has several environment types with a lifetime; choose one of: ${there}`,
      );
    }
    return types[0];
  }

  async put(
    path: PreviewPath,
    input: PreviewInput & Seeing,
    caller: Caller,
  ): Promise<Preview> {
    const { key } = path;
    checkName('environment', key, 'key');
    const { store, gates, limits, wakeups } = this.options;
    const application = await new Lookup(store).application(path.application);
    const type = await this.typeOf(path, input.type);
    const workloads = await this.#read(input.scores ?? {});
    const environment =
      (await store.environments.find(application.id, key)) ??
      notMadeYet({ application, key, type });
    const kept = await gates.start(
      { application, environment },
      { byAutomation: !caller.isUser },
      // A pause keeps nothing of it: what it asks for ends that.
      { pause: false },
    );
    const { type: _, ...asked } = input;
    const { queued } = await store.ofApplication(application.id, tx =>
      ask(
        tx,
        {
          application,
          key,
          type,
          input: asked,
          workloads,
          most: limits.perApplication,
          kept,
        },
        caller,
      ),
    );
    if (queued) {
      wakeups.notify();
    }
    return this.get(path);
  }

  async close(path: PreviewPath, caller: Caller): Promise<Preview | undefined> {
    const { store, wakeups } = this.options;
    const application = await new Lookup(store).application(path.application);
    const isThere = await store.ofApplication(application.id, async tx => {
      const preview = await tx.previews.find(application.id, path.key);
      if (preview) {
        const now = await tx.now();
        const {
          closing = { by: caller.name, at: now, why: 'closed', attempts: 0 },
        } = preview;
        await tx.previews.save({
          ...preview,
          // Whoever asks again has it tried again.
          closing: { ...closing, nextAt: now },
        });
      }
      return preview !== undefined;
    });
    if (!isThere) {
      return undefined;
    }
    wakeups.notify();
    return this.get(path).catch(error => {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    });
  }

  async comment(path: PreviewPath, caller: Caller): Promise<PreviewComment> {
    const { store, deploymentViews, portal } = this.options;
    const preview = await this.get(path);
    const record =
      preview.deployment &&
      (await store.deployments.get(preview.deployment.id));
    return commentOf({
      preview,
      ...(record && {
        deployment: await deploymentViews.detail(record, caller.name),
      }),
      ...(portal !== undefined && { portal }),
    });
  }

  /** @throws Refused with the problems of the texts. */
  async #read(
    scores: NonNullable<PreviewInput['scores']>,
  ): Promise<Map<string, Workload | null>> {
    const found = new Map<string, Workload | null>();
    for (const [name, text] of Object.entries(scores)) {
      checkName('workload', name, 'scores');
      if (text === null) {
        found.set(name, null);
        continue;
      }
      const read = await readNamedScore(this.options.engine, name, {
        text,
        file: `${name}/score.yaml`,
      });
      if (!read.ok) {
        throw new Refused(
          `The Score file of ${name} is not valid`,
          read.problems,
        );
      }
      found.set(name, read.value);
    }
    return found;
  }

  async #place({ application, key }: PreviewPath): Promise<Place> {
    try {
      return await new Lookup(this.options.store).place({
        application,
        environment: key,
      });
    } catch (error) {
      throw error instanceof NotFoundError ? none({ application, key }) : error;
    }
  }
}

function none({ application, key }: PreviewPath): NotFoundError {
  return new NotFoundError(`There is no preview '${key}' in ${application}`);
}

function typesOfPreviews({ environmentTypes }: Platform): string[] {
  return Object.values(environmentTypes)
    .filter(({ lifetime }) => lifetime !== undefined)
    .map(({ name }) => name)
    .sort();
}

/** For rules that are by type: nothing was deployed in it. */
function notMadeYet(of: {
  application: ApplicationRecord;
  key: string;
  type: string;
}): EnvironmentRecord {
  return {
    id: '',
    applicationId: of.application.id,
    name: of.key,
    type: of.type,
    labels: {},
    createdAt: 0,
    createdBy: '',
    fence: 0,
  };
}
