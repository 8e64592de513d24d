/** A process that runs parts of deployments. */
export interface Executor {
  readonly id: string;
  /** Machine and process, for people. */
  readonly name: string;
  readonly state: "present" | "noContact" | "lost" | (string & {});
  /** How many workers it has. */
  readonly slots: number;
  readonly version: string;
  readonly since: Date;
  readonly lastHeard: Date;
  /** The deployments it runs parts of. */
  readonly jobs: readonly string[];
}

/** Executors that wanted to join and were not let in, for one reason. */
export interface TurnedAway {
  /** The last time. */
  readonly at: Date;
  /** The address the last of them called from. */
  readonly from: string;
  /** In words, with what to do. */
  readonly reason: string;
}

export interface Cluster {
  readonly controlPlane: { readonly version: string; readonly grpcAddress: string };
  readonly executors: readonly Executor[];
  /** Lately, the last first. */
  readonly turnedAway: readonly TurnedAway[];
}

/** The executors of the workspace. Every method may throw `Unreachable`. */
export interface ClusterStore {
  /** Also comes as topic `cluster`, whole. */
  cluster(): Promise<Cluster>;

  /** Makes a token and answers the command that starts an executor with it; both are shown this once. */
  joinCommand(): Promise<string>;
}
