import { type Checkpoint, canBeGoneOnFrom, type Deployment, isActive } from "../../ports/DeploymentStore";
import { useLastCheckpoint } from "../checkpoints";
import { usePipelineDeployments } from "../deployments";

/** What a new deployment of a pipeline may go on from: the newest one that there is. */
export interface Beginnings {
  /** Whether the rest is known yet. */
  readonly isKnown: boolean;
  /** It still runs, so it is replaced. */
  readonly running?: Deployment;
  /** It has ended, and nothing that came after its last checkpoint is visible. */
  readonly ended?: Deployment;
  /** Its last checkpoint, when it has ended; null where there is none. */
  readonly checkpoint?: Checkpoint | null;
  /** The newest, however it is: what was chosen for it is likely to be meant again. */
  readonly newest?: Deployment;
}

export function useBeginnings(pipeline: string): Beginnings {
  const { data: newest } = usePipelineDeployments(pipeline, (found) => found[0] ?? null);
  const checkpoint = useLastCheckpoint(newest ?? undefined);
  if (!newest) return { isKnown: newest === null };
  if (isActive(newest)) return { isKnown: true, running: newest, newest };
  if (!canBeGoneOnFrom(newest)) return { isKnown: true, newest };
  return { isKnown: checkpoint !== undefined, ended: newest, newest, ...(checkpoint !== undefined && { checkpoint }) };
}
