import { Meaning, meaningOf, Explained } from './Meaning';

/** Why a pod that has a node does not start, in the words of its events. */
const STARTING: readonly Meaning[] = [
  {
    said: /(?:MountVolume\.SetUp failed|Unable to attach or mount).*(secret|configmap) "([^"]+)" not found/i,
    means: ([, kind, name]) =>
      `the pod waits for the ${
        kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'
      } ${name}, which is not there`,
    hint: ([, , name]) =>
      `Add a resource that makes ${name}, or correct its name in the definition.`,
  },
  {
    said: /references non-existent (secret|config) key: (\S+)/,
    means: ([, , key]) =>
      `a mounted file needs the key ${key}, which is not there`,
    hint: ([, , key]) =>
      `Check how ${key} is spelt in the resource definition, and that its driver gives it.`,
  },
  {
    said: /Multi-Attach error for volume "([^"]+)"/,
    means: ([, volume]) =>
      `the volume ${volume} is still attached to another node`,
    hint: 'Wait until the old pod has ended; a workload with such a volume has one replica and the strategy Recreate.',
  },
  {
    said: /FailedAttachVolume|AttachVolume\.Attach failed|MountVolume\.\w+ failed|Unable to attach or mount volumes/,
    means: 'a volume of the pod cannot be mounted',
    hint: 'Look at the volume in the events of the pod; whoever runs the storage can help.',
  },
  {
    said: /Failed to create pod sandbox|FailedCreatePodSandBox/,
    means: 'the node cannot set up the network of the pod',
    hint: 'Have whoever runs the cluster look at the network plugin of the node.',
  },
];

/** Why a container that runs is not ready, in the words of its events. */
const PROBED: readonly Meaning[] = [
  {
    said: /(Readiness|Liveness|Startup) probe failed:.*(?:connection refused|connect: refused)/i,
    means: ([, probe]) =>
      `its ${probe.toLowerCase()} probe finds nobody at the port`,
    hint: 'Let the program listen on 0.0.0.0 at the port that the probe asks, or correct the port in the Score file.',
  },
  {
    said: /(Readiness|Liveness|Startup) probe failed:.*statuscode: (\d+)/i,
    means: ([, probe, code]) =>
      `its ${probe.toLowerCase()} probe is answered with ${code}`,
    hint: 'Correct the path of the probe in the Score file, or find out in the log why the program says so.',
  },
  {
    said: /(Readiness|Liveness|Startup) probe (?:failed|errored).*(?:timeout|deadline exceeded|timed out)/i,
    means: ([, probe]) =>
      `its ${probe.toLowerCase()} probe is not answered in time`,
    hint: 'Give the program more processor time, or let it answer the probe without asking others.',
  },
  {
    said: /(Readiness|Liveness|Startup) probe (?:failed|errored)/i,
    means: ([, probe]) => `its ${probe.toLowerCase()} probe fails`,
    hint: 'Find out in the log why the program is not ready, or correct the probe in the Score file.',
  },
];

export function whyNotStarted(texts: string[]): Explained | undefined {
  return meaningOf(STARTING, texts);
}

export function whyNotReady(texts: string[]): Explained | undefined {
  return meaningOf(PROBED, texts);
}
