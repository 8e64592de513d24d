import { counted, hour, lasted, sizeWords, span } from "../../app/figures";
import type { Attempt, Checkpoint, CheckpointsNow } from "../../ports/DeploymentStore";

/** How a checkpoint came out, for the column that says so. */
export function outcomeOf({ status, text, reason }: Checkpoint): string {
  if (status === "failed") return reason?.message ?? text;
  return status === "committed" ? "Complete" : "Complete, output follows";
}

/** What a chart of checkpoints shows, for whoever does not see it. */
export function summaryOf(checkpoints: readonly Checkpoint[]): string {
  const complete = checkpoints.filter(({ status }) => status !== "failed");
  const failed = checkpoints.length - complete.length;
  const [last] = complete;
  const longest = Math.max(0, ...complete.map(({ durationMs }) => durationMs));
  const parts = [
    counted(checkpoints.length, "checkpoint"),
    failed > 0 ? `${failed} failed` : "none failed",
    ...(last ? [`the last took ${lasted(last.durationMs)} and holds ${sizeWords(last.bytes)}`] : []),
    ...(last ? [`the longest took ${lasted(longest)}`] : []),
  ];
  return parts.join(", ");
}

/** How far the checkpoint has come that is being taken. */
export function progressOf({ underWay }: CheckpointsNow, now: Date): string | undefined {
  if (!underWay) return undefined;
  const { number, since, executors, aligned, written } = underWay;
  const stage =
    written === executors
      ? "all is written; the manifest follows"
      : executors === 1
        ? aligned > 0
          ? "is being written"
          : "waits for the barrier to pass all tasks"
        : aligned === executors
          ? `${written} of ${executors} executors have written`
          : `the barrier has passed ${aligned} of ${executors} executors`;
  return `Checkpoint ${number} since ${span(now.getTime() - since.getTime())}: ${stage}`;
}

const ENDS: Readonly<Record<string, string>> = {
  broke: "then broke",
  rescaled: "then went on at another parallelism",
  cancelled: "then was cancelled",
};

/** `Ran 3 min on mill-1, then broke.`, `Has run for 14 min on mill-1.` */
export function courseOf({ startedAt, runningAt, endedAt, end, executors }: Attempt, now: Date): string {
  const where = executors.length > 0 ? ` on ${executors.join(", ")}` : "";
  if (!runningAt) {
    if (!endedAt) return `Gets ready${where} since ${hour(startedAt)}.`;
    return `${end === "broke" ? "Broke" : "Ended"}${where} before a row went through.`;
  }
  if (!endedAt) return `Has run for ${span(now.getTime() - runningAt.getTime())}${where}.`;
  return `Ran ${lasted(endedAt.getTime() - runningAt.getTime())}${where}, ${(end && ENDS[end]) ?? "to its end"}.`;
}

/** `from checkpoint 17 of 14:02:11`, `from the beginning`. */
export function beginningOf({ from }: Attempt): string {
  return from ? `from ${checkpointAt({ number: from.checkpoint, startedAt: from.takenAt })}` : "from the beginning";
}

/** `checkpoint 17 of 14:02:11`. */
export function checkpointAt({ number, startedAt }: Pick<Checkpoint, "number" | "startedAt">): string {
  return `checkpoint ${number} of ${hour(startedAt)}`;
}
