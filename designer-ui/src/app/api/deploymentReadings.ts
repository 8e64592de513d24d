import type {
  Deployment,
  DeploymentEvent,
  EdgeFigures,
  Metrics,
  NodeFigures,
  PortAt,
  StateFate,
} from "../../ports/DeploymentStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";
import { checkpointsNowOf } from "./checkpointReadings";
import { reasonAt } from "./reasonReading";

/** A deployment; it may come of a topic's plain `data` as well, since no figure here is beyond 2^53. */
export function deploymentOf(answer: Answer<Schemas["DeploymentView"]>): Deployment {
  const pipeline = answer.object("pipeline");
  const silent = answer.object("noContact");
  const rescale = answer.object("rescale");
  const goal = rescale.optionalNumber("parallelism");
  const waitsFor = rescale.optionalText("waitsFor");
  const restoring = answer.object("restoring");
  const savepoint = restoring.optionalText("savepoint");
  const savepointWaitsFor = restoring.optionalText("waitsFor");
  const executor = silent.optionalText("executor");
  const reason = reasonAt(answer.object("reason"));
  const endedAt = answer.optionalMoment("endedAt");
  const summary = answer.optionalText("summary");
  return {
    id: answer.text("id"),
    pipeline: { id: pipeline.text("id"), name: pipeline.text("name") },
    revision: answer.number("revision"),
    parallelism: answer.number("parallelism"),
    ...(goal !== undefined && { rescale: { parallelism: goal, ...(waitsFor !== undefined && { waitsFor }) } }),
    ...(savepoint !== undefined && {
      restoring: {
        savepoint,
        bytes: restoring.number("bytes"),
        of: restoring.number("of"),
        ...(savepointWaitsFor !== undefined && { waitsFor: savepointWaitsFor }),
      },
    }),
    parameters: Object.fromEntries(
      Object.entries(answer.raw("parameters") ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    desired: answer.text("desired"),
    status: answer.text("status"),
    statusSince: answer.moment("statusSince"),
    ...(executor !== undefined && { noContact: { executor, since: silent.moment("since") } }),
    attempt: answer.number("attempt"),
    restarts: answer.number("restarts"),
    ...(reason && { reason }),
    executors: answer.texts("executors"),
    createdAt: answer.moment("createdAt"),
    createdBy: answer.text("createdBy"),
    ...(endedAt && { endedAt }),
    ...(summary !== undefined && { summary }),
    ...(answer.raw("checkpoints") && { checkpoints: checkpointsNowOf(answer.object("checkpoints")) }),
    nodes: answer.list("nodes").map(nodeOf),
    edges: answer.list("edges").map(edgeOf),
  };
}

function nodeOf(answer: Answer<Schemas["NodeFigures"]>): NodeFigures {
  const watermark = answer.optionalMoment("watermark");
  return {
    node: answer.text("node"),
    rowsIn: answer.number("rowsIn"),
    rowsOut: answer.number("rowsOut"),
    rowsFailed: answer.number("rowsFailed"),
    rowsLate: answer.number("rowsLate"),
    rowsPerSecondIn: answer.number("rowsPerSecondIn"),
    rowsPerSecondOut: answer.number("rowsPerSecondOut"),
    busy: answer.number("busy"),
    blocked: answer.number("blocked"),
    idle: answer.number("idle"),
    ...(watermark && { watermark }),
    stateBytes: answer.number("stateBytes"),
    coldBytes: answer.number("coldBytes"),
    firstErrors: answer.list("firstErrors").flatMap((error) => reasonAt(error) ?? []),
  };
}

function edgeOf(answer: Answer<Schemas["EdgeFigures"]>): EdgeFigures {
  return {
    from: portOf(answer.object("from")),
    to: portOf(answer.object("to")),
    rows: answer.number("rows"),
    rowsPerSecond: answer.number("rowsPerSecond"),
    backPressure: answer.number("backPressure"),
  };
}

function portOf(answer: Answer<Schemas["PortRef"]>): PortAt {
  return { node: answer.text("node"), port: answer.text("port") };
}

export function fateOf(answer: Answer<Schemas["StateFate"]>): StateFate {
  return {
    node: answer.text("node"),
    label: answer.text("label"),
    state: answer.text("state"),
    fate: answer.text("fate"),
    reason: answer.text("reason"),
    needsConsent: answer.flag("needsConsent"),
  };
}

export function eventOf(answer: Answer<Schemas["EventView"]>): DeploymentEvent {
  const who = answer.optionalText("who");
  const reason = reasonAt(answer.object("reason"));
  return {
    number: answer.number("number"),
    at: answer.moment("at"),
    ...(who !== undefined && { who }),
    to: answer.text("to"),
    text: answer.text("text"),
    ...(reason && { reason }),
  };
}

export function metricsOf(answer: Answer<Schemas["MetricSeries"]>): Metrics {
  return {
    step: answer.number("step") || 1,
    nodes: answer.list("nodes").map((series) => ({
      node: series.text("node"),
      points: series.list("points").map((point) => {
        const lag = point.optionalNumber("watermarkLag");
        return {
          at: point.moment("at"),
          rowsIn: point.number("rowsIn"),
          rowsOut: point.number("rowsOut"),
          busy: point.number("busy"),
          blocked: point.number("blocked"),
          ...(lag !== undefined && { lag }),
        };
      }),
    })),
  };
}
