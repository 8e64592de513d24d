import type { ClusterStore } from "./ClusterStore";
import type { DeploymentStore } from "./DeploymentStore";
import type { Events } from "./Events";
import type { FileStore } from "./FileStore";
import type { KeptEdits } from "./KeptEdits";
import type { PipelineStore } from "./PipelineStore";
import type { SavepointStore } from "./SavepointStore";
import type { Surroundings } from "./Surroundings";

/** All that the pages of a workspace reach outside themselves through. */
export interface Ports {
  readonly workspace: string;
  readonly pipelines: PipelineStore;
  readonly files: FileStore;
  readonly deployments: DeploymentStore;
  readonly savepoints: SavepointStore;
  readonly cluster: ClusterStore;
  readonly keptEdits: KeptEdits;
  readonly events: Events;
  readonly surroundings: Surroundings;
}
