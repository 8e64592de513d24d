import type { Reason } from "./DeploymentStore";
import type { Uploading } from "./FileStore";

/** What a savepoint holds of a node. */
export interface HeldNode {
  readonly node: string;
  /** How many states, rows in all of them, and bytes of their files. */
  readonly states: number;
  readonly rows: number;
  readonly bytes: number;
}

/** State of a pipeline that is kept until somebody deletes it: what any compatible revision can start from. */
export interface Savepoint {
  readonly id: string;
  readonly name: string;
  /** The id of the pipeline that it is of, which may be gone or another installation's. */
  readonly pipeline: string;
  /** What ran; absent of one that was uploaded. */
  readonly revision?: number;
  readonly deployment?: string;
  readonly state: "inProgress" | "complete" | "failed";
  /** Why it failed. */
  readonly reason?: Reason;
  /** How much is written while it is in progress; `of` is 0 until its checkpoint is there. */
  readonly progress?: { readonly bytes: number; readonly of: number };
  readonly createdAt: Date;
  /** When it was complete, or failed. */
  readonly completedAt?: Date;
  readonly createdBy: string;
  readonly bytes?: number;
  /** The checkpoint it is made of. */
  readonly checkpoint?: number;
  /** When that was begun: its state is of then. */
  readonly takenAt?: Date;
  /** Whether the deployment stops with it. */
  readonly stop: boolean;
  readonly uploaded: boolean;
  readonly parallelism?: number;
  /** Those that keep state. */
  readonly nodes: readonly HeldNode[];
}

/** What is to be made. */
export interface Saving {
  /** Left out, it is named by its pipeline and the time. */
  readonly name?: string;
  /** Whether the deployment stops with it. */
  readonly stop: boolean;
}

/** Savepoints of the workspace. Every method may throw `Unreachable`, and `NotThere` for an id that is not known. */
export interface SavepointStore {
  /** Has one made of a deployment; it is in progress then. A repeated key makes nothing twice; throws `Refused` with words. */
  create(deployment: string, what: Saving, key: string): Promise<Savepoint>;

  /** Those of a pipeline, the newest first. */
  list(pipeline: string): Promise<readonly Savepoint[]>;

  find(id: string): Promise<Savepoint>;

  /** Takes one as a ZIP archive for a pipeline; throws `Refused` with what is wrong with it. */
  upload(pipeline: string, name: string, content: Blob, uploading?: Uploading): Promise<void>;

  /** Deletes one, or gives one up that is in progress; throws `Refused` while a deployment starts from it. */
  remove(id: string): Promise<void>;

  /** Where the browser downloads one from, as a ZIP archive. */
  address(id: string): string;
}
