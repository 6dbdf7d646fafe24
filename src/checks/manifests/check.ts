import type { Manifest } from '../../model/manifest.ts';
import type { Prerequisite } from '../../model/prerequisite.ts';

/** What checks of manifests look at: all objects of one environment, and what they may rely on besides. */
export interface Manifests {
  readonly all: readonly Manifest[];
  /** What is in the cluster already. */
  readonly prerequisites: readonly Prerequisite[];
  /** Labels that the Prometheus Operator selects its objects by. */
  readonly operatorLabels: Readonly<Record<string, string>>;
}

/** What a check found: the object, the field, and a sentence that says what is wrong and how to put it right. */
export interface Finding {
  readonly manifest: Manifest;
  /** Such as `spec.template.spec.containers[0].image`. */
  readonly field: string;
  readonly message: string;
}

/** Judges the objects of an environment. Never throws or prints. */
export type ManifestCheck = (manifests: Manifests) => readonly Finding[];

/** A check of manifests, and the rules of known scanners that it stands for. */
export interface Judge {
  readonly judge: ManifestCheck;
  /** Rules by scanner, such as `kube-score container-image-tag`. @default - none: no scanner has it */
  readonly standsFor?: readonly string[];
}
