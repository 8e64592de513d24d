import type {
  Attempt,
  Checkpoint,
  CheckpointDetail,
  CheckpointNode,
  CheckpointsNow,
} from "../../ports/DeploymentStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";
import { reasonAt } from "./reasonReading";

export function checkpointOf(answer: Answer<Schemas["CheckpointView"]>): Checkpoint {
  const reason = reasonAt(answer.object("reason"));
  return {
    number: answer.number("number"),
    attempt: answer.number("attempt"),
    status: answer.text("status"),
    startedAt: answer.moment("startedAt"),
    durationMs: answer.number("durationMs"),
    bytes: answer.number("bytes"),
    increment: answer.number("increment"),
    alignMs: answer.number("alignMs"),
    stallMs: answer.number("stallMs"),
    text: answer.text("text"),
    ...(reason && { reason }),
  };
}

export function checkpointDetailOf(answer: Answer<Schemas["CheckpointDetail"]>): CheckpointDetail {
  return { checkpoint: checkpointOf(answer.object("checkpoint")), nodes: answer.list("nodes").map(nodeOf) };
}

function nodeOf(answer: Answer<Schemas["NodeShare"]>): CheckpointNode {
  return {
    node: answer.text("node"),
    bytes: answer.number("bytes"),
    rows: answer.number("rows"),
    increment: answer.number("increment"),
    alignMs: answer.number("alignMs"),
    stallMs: answer.number("stallMs"),
  };
}

/** How the checkpoints of a deployment are, where it runs: there is always something to tell then. */
export function checkpointsNowOf(answer: Answer<Schemas["CheckpointsView"]>): CheckpointsNow {
  const last = answer.object("last");
  const at = last.optionalMoment("at");
  const underWay = answer.object("underWay");
  const since = underWay.optionalMoment("since");
  const trouble = answer.object("trouble");
  const reason = reasonAt(trouble.object("reason"));
  return {
    ...(at && { last: { number: last.number("number"), at } }),
    ...(since && {
      underWay: {
        number: underWay.number("number"),
        since,
        executors: underWay.number("executors"),
        aligned: underWay.number("aligned"),
        written: underWay.number("written"),
      },
    }),
    ...(reason && { trouble: { since: trouble.moment("since"), failed: trouble.number("failed"), reason } }),
  };
}

export function attemptOf(answer: Answer<Schemas["AttemptView"]>): Attempt {
  const runningAt = answer.optionalMoment("runningAt");
  const endedAt = answer.optionalMoment("endedAt");
  const end = answer.optionalText("end");
  const reason = reasonAt(answer.object("reason"));
  const from = answer.object("from");
  const takenAt = from.optionalMoment("takenAt");
  const downMs = answer.optionalNumber("downMs");
  return {
    number: answer.number("number"),
    startedAt: answer.moment("startedAt"),
    ...(runningAt && { runningAt }),
    ...(endedAt && { endedAt }),
    ...(end !== undefined && { end }),
    ...(reason && { reason }),
    ...(takenAt && { from: { checkpoint: from.number("checkpoint"), takenAt } }),
    executors: answer.texts("executors"),
    ...(downMs !== undefined && { downMs }),
  };
}
