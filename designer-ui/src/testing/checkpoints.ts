import type {
  Attempt,
  Checkpoint,
  CheckpointDetail,
  CheckpointsNow,
  Deployment,
  Reason,
} from "../ports/DeploymentStore";

const EVERY_MS = 10_000;

export const DISK_FULL: Reason = {
  code: "checkpoint.storage",
  message: "Checkpoint 84 failed on executor mill-2 · 4711: no space left on `/var/lib/millrace/checkpoints`",
  remedy:
    "Nothing has to be done: it is tried again. If it comes again and again, look at Cluster and at the system that is named.",
};

/** How the checkpoints are of a deployment that has run for so many seconds. */
export function checkpointsNowOf(now: Date, seconds: number): CheckpointsNow {
  const number = Math.floor(seconds / 10);
  if (number === 0) return {};
  return { last: { number, at: new Date(now.getTime() - ((seconds * 1_000) % EVERY_MS) - 1_000) } };
}

/** None has come about for half a minute. */
export function checkpointsFailing(now: Date): CheckpointsNow {
  return {
    last: { number: 81, at: new Date(now.getTime() - 40_000) },
    trouble: { since: new Date(now.getTime() - 30_000), failed: 3, reason: DISK_FULL },
  };
}

/** The checkpoints of a deployment, the latest first; one of them has failed. */
export function checkpointsOf({ checkpoints, attempt, createdAt, statusSince }: Deployment): readonly Checkpoint[] {
  // Of one that has ended only its list is left.
  const now = checkpoints ?? checkpointsNowOf(statusSince, (statusSince.getTime() - createdAt.getTime()) / 1_000);
  const last = now.last;
  const failing = now.trouble?.failed ?? 0;
  if (!last) return [];
  const kept = Math.min(40, last.number);
  const complete = Array.from({ length: kept }, (_, i) => checkpointOf(last.number - i, attempt, last.at, i));
  const failed = Array.from({ length: failing }, (_, i) =>
    failedOf(last.number + failing - i, attempt, new Date(last.at.getTime() + (failing - i) * EVERY_MS)),
  );
  return [...failed, ...complete];
}

function checkpointOf(number: number, attempt: number, last: Date, back: number): Checkpoint {
  const startedAt = new Date(last.getTime() - 400 - back * EVERY_MS);
  if (number % 17 === 0) return failedOf(number, attempt, startedAt);
  return {
    number,
    attempt,
    status: "committed",
    startedAt,
    durationMs: 180 + ((number * 53) % 240),
    bytes: 48_200_000 - back * 410_000,
    increment: 1_100_000 + ((number * 7) % 5) * 90_000,
    alignMs: 1.2 + (number % 7),
    stallMs: 0.8 + (number % 3) / 2,
    text: "Complete, and what it holds is visible.",
  };
}

function failedOf(number: number, attempt: number, startedAt: Date): Checkpoint {
  return {
    number,
    attempt,
    status: "failed",
    startedAt,
    durationMs: 90,
    bytes: 0,
    increment: 0,
    alignMs: 0,
    stallMs: 0,
    text: DISK_FULL.message,
    reason: DISK_FULL,
  };
}

/** A checkpoint, node by node: nodes that keep nothing are not there. */
export function detailOf(checkpoint: Checkpoint, deployment: Deployment): CheckpointDetail {
  if (checkpoint.status === "failed") return { checkpoint, nodes: [] };
  const nodes = deployment.nodes
    .filter(({ stateBytes }) => stateBytes > 0)
    .map(({ node }, i) => ({
      node,
      bytes: Math.round(checkpoint.bytes / (i + 1)),
      rows: 118_204,
      increment: checkpoint.increment,
      alignMs: checkpoint.alignMs,
      stallMs: checkpoint.stallMs,
    }));
  return { checkpoint, nodes };
}

/** The attempts of a deployment: all but the last one broke. */
export function attemptsOf({ attempt, createdAt, endedAt, status, reason }: Deployment): readonly Attempt[] {
  const after = (ms: number) => new Date(createdAt.getTime() + ms);
  return Array.from({ length: attempt }, (_, i) => {
    const started = i * 120_000;
    const isLast = i === attempt - 1;
    const end = !isLast || status === "failed" ? "broke" : "ended";
    const endsAt = isLast ? endedAt : after(started + 110_000);
    const why = isLast ? reason : LOST;
    return {
      number: i + 1,
      startedAt: after(started),
      runningAt: after(started + 700),
      ...(endsAt && { endedAt: endsAt, end }),
      ...(endsAt && end === "broke" && why && { reason: why }),
      ...(i > 0 && { from: { checkpoint: i * 11, takenAt: after(started - 14_000) }, downMs: 10_700 }),
      executors: ["mill-1 · 4242", "mill-2 · 4711"],
    };
  });
}

const LOST: Reason = {
  code: "executor.lost",
  message: "Nothing was heard from mill-2 · 4711 for 15 s",
  remedy:
    "Nothing has to be done: it is tried again. If it comes again and again, look at Cluster and at the system that is named.",
};
