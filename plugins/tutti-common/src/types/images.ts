/** Which content a container ran when its deployment succeeded. */
export interface RanImage {
  workload: string;
  /** Of the pod: those that a profile adds are told too. */
  container: string;
  /** As the pod names it: `registry.example.com/orders:1.4`. */
  image: string;
  /** `sha256:…`, by which the registry knows it. Absent: `unknown` says why. */
  digest?: string;
  /** `differs`: the tag has moved, and pods ran different contents. `unreported`: a node named no digest. */
  unknown?: 'differs' | 'unreported';
}

export interface RanImages {
  /** By workload and container; those of which no pod was ready are absent. */
  items: RanImage[];
  /** Why nobody knows, in a sentence: the target shows no pods, the cluster did not answer. */
  message?: string;
}

/** An image that a plan names by its content, whatever its tag names by now. */
export interface ImagePin {
  workload: string;
  container: string;
  /** As the release names it, with its tag. */
  image: string;
  /** `sha256:…` */
  digest: string;
  /** The success that ran it. */
  ranIn: { environment: string; number: number };
}

/** An image that stays a tag, because nobody knows which content ran. */
export interface UnpinnedImage extends Omit<ImagePin, 'digest'> {
  /** A sentence. */
  reason: string;
}

/** What a promotion or a rollback says of its images. */
export interface ImagePins {
  pins: ImagePin[];
  unpinned: UnpinnedImage[];
}
