import {
  type Checkpoint,
  canBeGoneOnFrom,
  type Deployment,
  isActive,
  type StartFrom,
} from "../../ports/DeploymentStore";
import type { Savepoint } from "../../ports/SavepointStore";
import { checkpointAt } from "../checkpoints";
import { savepointTitle } from "../savepoints";

/** A place where a new deployment may begin. */
export interface Way {
  readonly key: "savepoint" | "last" | "beginning";
  readonly label: string;
  /** Absent for the beginning. */
  readonly from?: StartFrom;
}

/** Where a new deployment of a pipeline may begin, and what becomes of the one that runs. */
export interface Beginnings {
  readonly ways: readonly Way[];
  /** The way that is meant where nobody chooses. */
  readonly usual: Way["key"];
  /** It still runs, so it is replaced. */
  readonly running?: Deployment;
  /** Why nothing can be deployed now, or what happens to what there is. */
  readonly note?: string;
  readonly isHeldUp: boolean;
}

const BEGINNING: Way = { key: "beginning", label: "At the beginning, without state" };

/**
 * By the newest deployment of the pipeline, where there is one, with its last checkpoint when it has ended, null where that has
 * none; and by the savepoint that somebody came with.
 */
export function beginningsOf(
  newest: Deployment | undefined,
  checkpoint: Checkpoint | null | undefined,
  savepoint: Savepoint | undefined,
): Beginnings {
  const chosen: readonly Way[] = savepoint
    ? [{ key: "savepoint", label: `At savepoint ${savepointTitle(savepoint)}`, from: { savepoint: savepoint.id } }]
    : [];
  const rest = { ways: [...chosen, BEGINNING], usual: chosen[0]?.key ?? "beginning", isHeldUp: false } as const;
  if (!newest) return rest;
  const revision = `revision ${newest.revision}`;
  const goingOn = (label: string): readonly Way[] => [
    ...chosen,
    { key: "last", label, from: { deployment: newest.id } },
    BEGINNING,
  ];
  if (isActive(newest)) {
    if (newest.desired === "stopped" || newest.desired === "cancelled") {
      const note = `Revision ${newest.revision} is ending, and what it has read becomes visible. Deploy when it has ended.`;
      return { ...rest, ways: [], running: newest, note, isHeldUp: true };
    }
    return {
      ...rest,
      ways: goingOn(`Where ${revision} is when it ends, with its state`),
      usual: chosen[0]?.key ?? "last",
      running: newest,
      note: `Revision ${newest.revision} runs. When nothing stands in the way of the new one, it takes a last checkpoint and ends.`,
    };
  }
  if (!canBeGoneOnFrom(newest)) return rest;
  if (!checkpoint) return { ...rest, note: `Nothing goes on from ${revision}: it ended before its first checkpoint.` };
  return {
    ...rest,
    ways: goingOn(`Where ${revision} was at ${checkpointAt(checkpoint)}`),
    // What was suspended is meant to be gone on from; what was broken off may have been so for its state.
    usual: chosen[0]?.key ?? (newest.desired === "suspended" ? "last" : "beginning"),
  };
}
