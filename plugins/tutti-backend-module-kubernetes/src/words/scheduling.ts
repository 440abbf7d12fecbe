import { ExplainedWhole, Meaning, meaningOf } from './Meaning';

const NODES = /^(\d+)\/(\d+) nodes are available: /;

/** The scheduler's reasons (kube-scheduler's plugins), those that people can do something about first. */
const MEANINGS: readonly Meaning[] = [
  {
    said: /persistentvolumeclaim "([^"]+)" not found/i,
    means: ([, claim]) => `there is no volume claim ${claim}`,
    hint: ([, claim]) =>
      `Add a resource that makes the claim ${claim}, or mount another one.`,
  },
  {
    said: /persistentvolumeclaim "([^"]+)" (?:is being deleted|bound to non-existent persistentvolume)/i,
    means: ([, claim]) =>
      `the volume claim ${claim} is going or has lost its volume`,
    hint: 'Restore the volume from a backup, or destroy the resource that made the claim and deploy again.',
  },
  {
    said: /unbound immediate PersistentVolumeClaims/i,
    means: 'a volume claim of it is not bound',
    hint: 'Look at the claim: it says which storage class or volume it waits for.',
  },
  {
    said: /volume node affinity conflict/i,
    means: 'its volume is in another zone than the nodes that are free',
    hint: 'Add a node in the zone of the volume, or use a storage class that waits for the first pod.',
  },
  {
    said: /Insufficient ([\w/-]+(?:\.[\w/-]+)*)/,
    means: ([, what]) => `no node has enough ${what} left`,
    hint: ([, what]) =>
      `Ask for less ${what} in the Score file (resources.requests), or add nodes to the cluster.`,
  },
  {
    said: /untolerated taints? \{([^}:]+)[^}]*\}/,
    means: ([, taint]) =>
      `the nodes have the taint ${taint.trim()}, which it does not tolerate`,
    hint: 'Let the workload profile add a toleration, or add nodes without the taint.',
  },
  {
    said: /didn't match Pod's node affinity\/selector|didn't match node selector/i,
    means: 'no node has the labels that it asks for',
    hint: 'Correct the node selector in the workload profile, or label a node.',
  },
  {
    said: /didn't match pod (?:anti-)?affinity rules|didn't satisfy existing pods anti-affinity/i,
    means:
      'every node has a pod that it must not share it with, or lacks one that it needs beside it',
    hint: 'Add nodes, ask for fewer replicas, or prefer the rule instead of requiring it in the workload profile.',
  },
  {
    said: /didn't match pod topology spread constraints/i,
    means: 'it would be spread unevenly over the nodes',
    hint: 'Add nodes in the other zones, or let the profile schedule anyway (whenUnsatisfiable: ScheduleAnyway).',
  },
  {
    said: /didn't have free ports/i,
    means: 'its host port is taken on every node',
    hint: 'Use no host port: a Service reaches the pod without one.',
  },
  {
    said: /Too many pods/i,
    means: 'every node has as many pods as it may have',
    hint: 'Add nodes to the cluster, or scale something else down.',
  },
  {
    said: /were unschedulable/i,
    means: 'the nodes are cordoned',
    hint: 'Wait until the maintenance of the nodes is over, or uncordon one.',
  },
  {
    said: /no nodes available|0\/0 nodes/i,
    means: 'the cluster has no nodes',
    hint: 'Add a node to the cluster.',
  },
];

/** Why no node takes a pod, by the message of its condition `PodScheduled`. */
export function explainScheduling(text: string): ExplainedWhole {
  const nodes = text.match(NODES);
  const of = nodes && Number(nodes[2]) > 0 ? ` (of ${nodes[2]})` : '';
  const meaning = meaningOf(MEANINGS, [text]);
  return meaning
    ? {
        message: `no node can take the pod: ${meaning.means}${of}`,
        hint: meaning.hint,
      }
    : {
        message: `no node can take the pod: ${text}`,
        hint: 'Change what the workload asks of a node, or add one that has it.',
      };
}
