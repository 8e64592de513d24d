import { canBeGoneOnFrom, type Deployment } from "../../ports/DeploymentStore";
import type { Savepoint } from "../../ports/SavepointStore";
import { useLastCheckpoint } from "../checkpoints";
import { usePipelineDeployments } from "../deployments";
import { useSavepoint } from "../savepoints";
import { type Beginnings, beginningsOf } from "./beginnings";

/** What a new deployment of a pipeline may begin with, once that is known. */
export function useBeginnings(
  pipeline: string,
  asked: string | undefined,
): Beginnings & {
  readonly isKnown: boolean;
  /** The newest, however it is: what was chosen for it is likely to be meant again. */
  readonly newest: Deployment | undefined;
  /** The one that was asked for, where it is there. */
  readonly savepoint: Savepoint | undefined;
  /** Why that is not known. */
  readonly failure: Error | null;
} {
  const { data: newest, error } = usePipelineDeployments(pipeline, (found) => found[0] ?? null);
  const last = useLastCheckpoint(newest ?? undefined);
  const { data: savepoint, error: missing } = useSavepoint(asked);
  const isKnown =
    newest !== undefined &&
    (newest === null || !canBeGoneOnFrom(newest) || last !== undefined) &&
    (asked === undefined || savepoint !== undefined);
  return {
    ...beginningsOf(newest ?? undefined, last, savepoint),
    isKnown,
    newest: newest ?? undefined,
    savepoint,
    failure: error ?? missing,
  };
}
