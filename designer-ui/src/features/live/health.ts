import { counted, hour, rate, span } from "../../app/figures";
import { wordOf } from "../../app/StatusWord";
import type { Deployment, DeploymentStatus } from "../../ports/DeploymentStore";
import { rowsPerSecond } from "../deployments";
import { bottleneckOf } from "./bottleneck";

/** What is wrong, at which node, and what to do. */
export interface Trouble {
  readonly node?: string;
  readonly text: string;
  readonly remedy?: string;
}

/** How a deployment is, in a sentence that begins with its status. */
export interface Health {
  readonly status: DeploymentStatus;
  /** What follows the status, such as `14 min · revision 7 · 12.4 k rows/s`. */
  readonly rest: string;
  readonly trouble?: Trouble;
}

/** What the health of a deployment is told by, beside its own figures. */
export interface Around {
  readonly now: Date;
  readonly titleOf: (node: string) => string;
  /** What people call an executor. */
  readonly executorName: (executor: string) => string;
  /** The pipeline's zone, in which event time is told. */
  readonly timeZone: string;
  /** Since when the control plane is not heard, if it is not. */
  readonly lostSince?: Date | undefined;
}

const DAY_MS = 86_400_000;

export function healthOf(deployment: Deployment, around: Around): Health {
  const { status, revision, reason, restarts } = deployment;
  const { now, lostSince, executorName } = around;
  const of = `revision ${revision}`;
  const why = reason && {
    ...(reason.nodeId !== undefined && { node: reason.nodeId }),
    text: reason.message,
    remedy: reason.remedy,
  };
  const since = span(now.getTime() - deployment.statusSince.getTime());
  const hasEnded = ["finished", "stopped", "failed"].includes(status);
  if (lostSince && !hasEnded) {
    return {
      status: "noContact",
      rest: line(`with the control plane since ${hour(lostSince)}`, of, `last known: ${wordOf(status)}`),
      trouble: { text: "What is shown is what was heard last" },
    };
  }
  switch (status) {
    case "running":
      return running(deployment, since, around);
    case "noContact": {
      const silent = deployment.noContact;
      return {
        status,
        rest: line(
          silent ? `with ${executorName(silent.executor)} since ${hour(silent.since)}` : `for ${since}`,
          of,
          "figures are of then",
        ),
      };
    }
    case "restarting":
      return { status, rest: line(since, of, counted(restarts, "restart")), ...(why && { trouble: why }) };
    case "failed":
      return { status, rest: line(`${since} ago`, of, came(deployment)), ...(why && { trouble: why }) };
    case "finished":
    case "stopped":
      return { status, rest: line("", came(deployment), took(deployment), of), ...(why && { trouble: why }) };
    default: {
      const trouble = why ?? unrestored(deployment);
      return { status, rest: line(since, of, waits(deployment, executorName)), ...(trouble && { trouble }) };
    }
  }
}

function running(deployment: Deployment, since: string, { now, titleOf, timeZone }: Around): Health {
  const { nodes, revision, restarts } = deployment;
  const failed = nodes.filter(({ rowsFailed }) => rowsFailed > 0);
  const errors = failed.reduce((sum, { rowsFailed }) => sum + rowsFailed, 0);
  const [worst] = failed.toSorted((one, other) => other.rowsFailed - one.rowsFailed);
  const narrow = bottleneckOf(deployment, titleOf);
  const [first] = worst?.firstErrors ?? [];
  const trouble: Trouble | undefined = worst
    ? {
        node: worst.node,
        text: `${counted(worst.rowsFailed, "row")} failed${first ? `: ${first.message}` : ""}`,
        ...(first && { remedy: first.remedy }),
      }
    : (unsaved(deployment) ?? (narrow && { node: narrow.node, text: `sets the pace: ${narrow.why}` }));
  const rest = line(
    since,
    `revision ${revision}`,
    rate(rowsPerSecond(deployment)),
    behind(deployment, now, timeZone),
    checkpointed(deployment, now),
    restarts > 0 ? counted(restarts, "restart") : "",
    counted(errors, "error"),
  );
  return { status: "running", rest, ...(trouble && { trouble }) };
}

/** How old the last checkpoint is: that much is done again after a loss. */
function checkpointed({ checkpoints }: Deployment, now: Date): string {
  return checkpoints?.last ? `checkpoint ${span(now.getTime() - checkpoints.last.at.getTime())} ago` : "";
}

/** That checkpoints fail: whatever breaks next is done again from before. */
function unsaved({ checkpoints }: Deployment): Trouble | undefined {
  const trouble = checkpoints?.trouble;
  if (!trouble) return undefined;
  const { reason, since, failed } = trouble;
  return {
    ...(reason.nodeId !== undefined && { node: reason.nodeId }),
    text: `No checkpoint since ${hour(since)}, ${failed} failed: ${reason.message.replace(/\.$/, "")}`,
    remedy: reason.remedy,
  };
}

/** How far event time is behind the clock; of a replay, which event time it is. */
function behind({ nodes }: Deployment, now: Date, timeZone: string): string {
  const marks = nodes.flatMap(({ watermark }) => (watermark ? [watermark.getTime()] : []));
  if (marks.length === 0) return "";
  const slowest = Math.min(...marks);
  const ms = now.getTime() - slowest;
  if (ms < DAY_MS) return `event time ${span(ms)} behind`;
  return `event time ${momentIn(new Date(slowest), timeZone)}`;
}

/** A moment in a zone; in UTC where the browser does not know the zone, as with some offsets. */
function momentIn(at: Date, timeZone: string): string {
  const style = { dateStyle: "medium", timeStyle: "medium" } as const;
  try {
    return at.toLocaleString(undefined, { ...style, timeZone });
  } catch {
    return `${at.toLocaleString(undefined, { ...style, timeZone: "UTC" })} UTC`;
  }
}

/** What an ended deployment came to, such as `20,000 rows`. */
function came({ summary }: Deployment): string {
  return summary?.split(" · ").slice(1).join(" · ") ?? "";
}

function took({ createdAt, endedAt }: Deployment): string {
  return endedAt ? `took ${span(endedAt.getTime() - createdAt.getTime())}` : "";
}

/** What the savepoint that it starts from waits for. */
function unrestored({ restoring }: Deployment): Trouble | undefined {
  return restoring?.waitsFor === undefined ? undefined : { text: restoring.waitsFor.replace(/\.$/, "") };
}

function waits({ status, executors, restoring }: Deployment, executorName: Around["executorName"]): string {
  if (status === "starting" && restoring) {
    const { savepoint, bytes, of } = restoring;
    return `restores the savepoint ${savepoint}${of > 0 ? `, ${Math.floor((100 * bytes) / of)} %` : ""}`;
  }
  if (status === "starting") {
    return executors.length === 0 ? "waits for executors" : `gets ready on ${executors.map(executorName).join(", ")}`;
  }
  return status === "stopping" ? "what was read goes through" : "";
}

function line(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
