import { Postgres } from '../scene/Postgres';
import { Scene, SceneOptions } from '../scene/Scene';

export interface CaseTools {
  postgres: Postgres;
  /** A world of its own; whoever opens it closes it. */
  open(options: Omit<SceneOptions, 'connection'>): Promise<Scene>;
  seed: number;
  deployments: number;
  workers: number;
  tell(line: string): void;
  /** What the last line of the report says of it. */
  sum(figures: string): void;
}

/** @returns what broke; empty when everything ended as documented. */
export type Case = (tools: CaseTools) => Promise<string[]>;

/** With a scene that is closed at the end, whatever happens. */
export function inScene(
  options: Omit<SceneOptions, 'connection'>,
  play: (scene: Scene, tools: CaseTools) => Promise<string[]>,
): Case {
  return async tools => {
    const scene = await tools.open(options);
    let broken = ['It did not come to an end.'];
    try {
      broken = await play(scene, tools);
      return broken;
    } finally {
      if (broken.length > 0) {
        tools.tell(`logs: ${scene.keepLogs()}`);
      }
      await scene.close();
    }
  };
}
