import type { PipelineDocument } from "../canvas-core/document/document";
import type { Column } from "../canvas-core/drawing/checked";
import type { Json } from "../canvas-core/json/json";
import type { Why } from "./Why";

/** The most parallel parts that work is split into, as the control plane has it. */
export const MOST_PARALLELISM = 1_024;

/** What is deployed, and how. */
export interface Deploying {
  readonly revision: number;
  /** Values for the document's parameters; those left out have their defaults. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Into how many parallel parts the work is split. */
  readonly parallelism: number;
  /** Where it goes on; absent for the beginning. */
  readonly startFrom?: StartFrom;
  /** Nodes whose state may be lost by that. */
  readonly consent?: readonly string[];
}

/** What a deployment goes on from: the last checkpoint of one that has ended, or a savepoint. */
export type StartFrom = { readonly deployment: string } | { readonly savepoint: string };

/** What becomes of one state of a node when a revision goes on from somewhere, and why. */
export interface StateFate {
  readonly node: string;
  readonly label: string;
  /** What it is for: `accumulators`, `positions`. */
  readonly state: string;
  readonly fate: "keep" | "convert" | "rebuild" | "drop" | (string & {});
  readonly reason: string;
  /** Whether something of it would be lost. */
  readonly needsConsent: boolean;
}

/** How a deployment is; a control plane of another version may know more words. */
export type DeploymentStatus =
  | "starting"
  | "running"
  | "restarting"
  | "stopping"
  | "stopped"
  | "finished"
  | "failed"
  | "noContact"
  | (string & {});

/** Why a run went where it went, or why a row failed. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly nodeId?: string;
  /** File and line, partition and offset, or key and values. */
  readonly position?: string;
}

/** What a node has done in the current or last attempt; rates and shares (0 to 1) are over the last seconds. */
export interface NodeFigures {
  readonly node: string;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsFailed: number;
  readonly rowsLate: number;
  readonly rowsPerSecondIn: number;
  readonly rowsPerSecondOut: number;
  readonly busy: number;
  readonly blocked: number;
  readonly idle: number;
  /** How far event time has come here. */
  readonly watermark?: Date;
  /** About how much its state takes up now, in memory and on disk. */
  readonly stateBytes: number;
  /** About how much of that is rows that are on disk and not in memory. */
  readonly coldBytes: number;
  readonly firstErrors: readonly Reason[];
}

/** A port as it is drawn. */
export interface PortAt {
  readonly node: string;
  readonly port: string;
}

export interface EdgeFigures {
  readonly from: PortAt;
  readonly to: PortAt;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** The share of time, 0 to 1, that rows found no room here. */
  readonly backPressure: number;
}

/** How the checkpoints of a deployment are while it runs. */
export interface CheckpointsNow {
  /** The last one that counts, and when it was complete. */
  readonly last?: { readonly number: number; readonly at: Date };
  /** The one that is being taken, and how many executors have come how far. */
  readonly underWay?: {
    readonly number: number;
    readonly since: Date;
    readonly executors: number;
    readonly aligned: number;
    readonly written: number;
  };
  /** Why none comes about, since when, and how many have failed in a row. */
  readonly trouble?: { readonly since: Date; readonly failed: number; readonly reason: Reason };
}

/** What became of a checkpoint. */
export interface Checkpoint {
  readonly number: number;
  readonly attempt: number;
  readonly status: "completed" | "committed" | "failed" | (string & {});
  readonly startedAt: Date;
  readonly durationMs: number;
  /** All state it needs, and what it wrote of that itself. */
  readonly bytes: number;
  readonly increment: number;
  readonly alignMs: number;
  readonly stallMs: number;
  /** What became of it, in a sentence. */
  readonly text: string;
  readonly reason?: Reason;
}

/** What a checkpoint holds of a node and what it cost there. */
export interface CheckpointNode {
  readonly node: string;
  readonly bytes: number;
  readonly rows: number;
  readonly increment: number;
  readonly alignMs: number;
  readonly stallMs: number;
}

export interface CheckpointDetail {
  readonly checkpoint: Checkpoint;
  readonly nodes: readonly CheckpointNode[];
}

/** A state of a node that is found by a key, as a checkpoint has it. */
export interface KeyedState {
  readonly node: string;
  /** What it is for: `accumulators`, `left`, `right`. */
  readonly role: string;
  readonly kind: "table" | "list" | "ordered" | "broadcast" | "timers" | (string & {});
  readonly key: readonly Column[];
  /** Of all keys. */
  readonly rows: number;
  readonly bytes: number;
  /** What it holds of the key that was asked for, where that is one of its keys; `total` counts all of these rows. */
  readonly found?: {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly Json[])[];
    readonly total: number;
  };
}

/** What the last checkpoint holds, and of when it is. */
export interface StateSeen {
  readonly checkpoint: number;
  readonly takenAt: Date;
  readonly states: readonly KeyedState[];
}

/** A key of a node, one value for each of its key columns. */
export interface KeyOfNode {
  readonly node: string;
  readonly values: readonly string[];
}

/** One incarnation of a deployment's job. */
export interface Attempt {
  readonly number: number;
  readonly startedAt: Date;
  /** From when on rows went through. */
  readonly runningAt?: Date;
  readonly endedAt?: Date;
  readonly end?: "broke" | "ended" | "rescaled" | "cancelled" | (string & {});
  /** Why it broke. */
  readonly reason?: Reason;
  /** The checkpoint it went on from; absent for the beginning. */
  readonly from?: { readonly checkpoint: number; readonly takenAt: Date };
  /** By name. */
  readonly executors: readonly string[];
  /** How long nothing ran before it. */
  readonly downMs?: number;
}

/** What somebody wants of a deployment. */
export type Desired = "suspended" | "stopped" | "cancelled";

/** A revision that runs, or ran. */
export interface Deployment {
  readonly id: string;
  readonly pipeline: { readonly id: string; readonly name: string };
  readonly revision: number;
  readonly parallelism: number;
  /** Another parallelism that somebody asked for, and what has to happen first. */
  readonly rescale?: { readonly parallelism: number; readonly waitsFor?: string };
  /** The savepoint it starts from, while the checkpoint that it begins at is made of that; `of` is 0 while nobody knows. */
  readonly restoring?: {
    readonly savepoint: string;
    readonly bytes: number;
    readonly of: number;
    readonly waitsFor?: string;
  };
  readonly parameters: Readonly<Record<string, string>>;
  readonly desired: "running" | Desired | (string & {});
  readonly status: DeploymentStatus;
  readonly statusSince: Date;
  /** Who is silent, and since when, while the status is `noContact`. */
  readonly noContact?: { readonly executor: string; readonly since: Date };
  readonly attempt: number;
  readonly restarts: number;
  readonly reason?: Reason;
  readonly executors: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly endedAt?: Date;
  /** What it came to, when it has ended: `Finished · 20,000 rows`. */
  readonly summary?: string;
  /** While it runs; not in lists. */
  readonly checkpoints?: CheckpointsNow;
  readonly nodes: readonly NodeFigures[];
  readonly edges: readonly EdgeFigures[];
}

/** A step of a deployment; numbers count from 1 without gaps. */
export interface DeploymentEvent {
  readonly number: number;
  readonly at: Date;
  /** Who asked for it; absent where nobody did. */
  readonly who?: string;
  readonly to: DeploymentStatus;
  readonly text: string;
  readonly reason?: Reason;
}

/** What a node did in one step of time. */
export interface MetricPoint {
  /** The end of the step. */
  readonly at: Date;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly busy: number;
  readonly blocked: number;
  /** Seconds that event time was behind. */
  readonly lag?: number;
}

export interface Metrics {
  /** Seconds from one point to the next. */
  readonly step: number;
  readonly nodes: readonly { readonly node: string; readonly points: readonly MetricPoint[] }[];
}

/** Whether a deployment runs or is to run. */
export function isActive({ status }: Pick<Deployment, "status">): boolean {
  return status !== "stopped" && status !== "finished" && status !== "failed";
}

/** Whether it may be gone on from where it has a checkpoint: nothing that came after its last one is visible. */
export function canBeGoneOnFrom(deployment: Pick<Deployment, "status" | "desired">): boolean {
  const { status, desired } = deployment;
  return status === "failed" || (status === "stopped" && (desired === "suspended" || desired === "cancelled"));
}

/** Deployments of the workspace. Every method may throw `Unreachable`, and `NotThere` for an id that is not known. */
export interface DeploymentStore {
  /** Deploys a revision and answers the deployment's id. A repeated key deploys nothing twice; throws `Refused` with words. */
  deploy(pipeline: string, what: Deploying, key: string): Promise<string>;

  /** The newest first: of one pipeline, or of all. Changes come as topic `deployments`, one whole deployment each. */
  list(pipeline?: string): Promise<readonly Deployment[]>;

  /** One with its figures, which also come as topic `deployment/{id}`, each second. */
  find(id: string): Promise<Deployment>;

  /**
   * `suspended`: ends at a last checkpoint, to be gone on from; `stopped`: what was read becomes visible; `cancelled`: nothing
   * more does. Its status follows.
   */
  desire(id: string, desired: Desired): Promise<void>;

  /** Has it go on at another parallelism, from a checkpoint it takes for that; throws `Refused` with words. */
  rescale(id: string, parallelism: number): Promise<void>;

  /** What becomes of state when this revision goes on from there; a deployment may still run. */
  compare(pipeline: string, revision: number, from: StartFrom): Promise<readonly StateFate[]>;

  /** Runs the same revision once more and answers the new deployment's id. */
  runAgain(id: string, key: string): Promise<string>;

  /** What has happened, the first first. New events come as topic `deployment/{id}/events`. */
  events(id: string): Promise<readonly DeploymentEvent[]>;

  /** Its attempts, the first first. */
  attempts(id: string): Promise<readonly Attempt[]>;

  /** The checkpoints that are remembered, the latest first. */
  checkpoints(id: string): Promise<readonly Checkpoint[]>;

  /** One of them, node by node. */
  checkpoint(id: string, number: number): Promise<CheckpointDetail>;

  /**
   * What the last checkpoint holds of a key, node by node; without one, which states there are. Throws `NotThere` while there is
   * no checkpoint, and `Refused` with words for a key that is none.
   */
  state(id: string, key?: KeyOfNode): Promise<StateSeen>;

  /** Why a node brings out what it does, or nothing; asks its tasks, which takes up to some seconds. */
  why(id: string, node: string): Promise<Why>;

  /** How it went since a moment. */
  metrics(id: string, from: Date): Promise<Metrics>;

  /** The document of a revision. */
  document(pipeline: string, revision: number): Promise<PipelineDocument>;
}
