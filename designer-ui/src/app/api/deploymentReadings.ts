import { isArray, type Json, type JsonObject, member } from "../../canvas-core/json/json";
import type {
  Deployment,
  DeploymentEvent,
  EdgeFigures,
  Metrics,
  NodeFigures,
  PortAt,
  Reason,
} from "../../ports/DeploymentStore";
import type { Tapped } from "../../ports/Tapped";
import { columnOf } from "./pipelineReadings";
import {
  asObject,
  momentAt,
  numberAt,
  objectAt,
  objectsAt,
  objectsIn,
  optionalNumberAt,
  optionalTextAt,
  textAt,
  textsAt,
} from "./reading";

/** A deployment; `json` may come of a topic's plain `data` as well, since no figure here is beyond 2^53. */
export function deploymentOf(json: JsonObject): Deployment {
  const pipeline = objectAt(json, "pipeline");
  const silent = objectAt(json, "noContact");
  const executor = optionalTextAt(silent, "executor");
  const reason = member(json, "reason");
  const summary = optionalTextAt(json, "summary");
  return {
    id: textAt(json, "id"),
    pipeline: { id: textAt(pipeline, "id"), name: textAt(pipeline, "name") },
    revision: numberAt(json, "revision"),
    parallelism: numberAt(json, "parallelism"),
    parameters: Object.fromEntries(
      Object.entries(objectAt(json, "parameters")).map(([name, value]) => [name, String(value)]),
    ),
    status: textAt(json, "status"),
    statusSince: momentAt(json, "statusSince"),
    ...(executor !== undefined && { noContact: { executor, since: momentAt(silent, "since") } }),
    attempt: numberAt(json, "attempt"),
    restarts: numberAt(json, "restarts"),
    ...(reason && { reason: reasonOf(asObject(reason)) }),
    executors: textsAt(json, "executors"),
    createdAt: momentAt(json, "createdAt"),
    createdBy: textAt(json, "createdBy"),
    ...(optionalTextAt(json, "endedAt") !== undefined && { endedAt: momentAt(json, "endedAt") }),
    ...(summary !== undefined && { summary }),
    nodes: objectsAt(json, "nodes").map(nodeOf),
    edges: objectsAt(json, "edges").map(edgeOf),
  };
}

export function deploymentsOf(json: Json): readonly Deployment[] {
  return objectsAt(asObject(json), "items").map(deploymentOf);
}

function reasonOf(json: JsonObject): Reason {
  const nodeId = optionalTextAt(json, "nodeId");
  const position = optionalTextAt(json, "position");
  return {
    code: textAt(json, "code"),
    message: textAt(json, "message"),
    remedy: textAt(json, "remedy"),
    ...(nodeId !== undefined && { nodeId }),
    ...(position !== undefined && { position }),
  };
}

function nodeOf(json: JsonObject): NodeFigures {
  return {
    node: textAt(json, "node"),
    rowsIn: numberAt(json, "rowsIn"),
    rowsOut: numberAt(json, "rowsOut"),
    rowsFailed: numberAt(json, "rowsFailed"),
    rowsLate: numberAt(json, "rowsLate"),
    rowsPerSecondIn: numberAt(json, "rowsPerSecondIn"),
    rowsPerSecondOut: numberAt(json, "rowsPerSecondOut"),
    busy: numberAt(json, "busy"),
    blocked: numberAt(json, "blocked"),
    idle: numberAt(json, "idle"),
    ...(optionalTextAt(json, "watermark") !== undefined && { watermark: momentAt(json, "watermark") }),
    firstErrors: objectsAt(json, "firstErrors").map(reasonOf),
  };
}

function edgeOf(json: JsonObject): EdgeFigures {
  return {
    from: portOf(objectAt(json, "from")),
    to: portOf(objectAt(json, "to")),
    rows: numberAt(json, "rows"),
    rowsPerSecond: numberAt(json, "rowsPerSecond"),
    backPressure: numberAt(json, "backPressure"),
  };
}

function portOf(json: JsonObject): PortAt {
  return { node: textAt(json, "node"), port: textAt(json, "port") };
}

export function eventOf(json: JsonObject): DeploymentEvent {
  const who = optionalTextAt(json, "who");
  const reason = member(json, "reason");
  return {
    number: numberAt(json, "number"),
    at: momentAt(json, "at"),
    ...(who !== undefined && { who }),
    to: textAt(json, "to"),
    text: textAt(json, "text"),
    ...(reason && { reason: reasonOf(asObject(reason)) }),
  };
}

export function metricsOf(json: JsonObject): Metrics {
  return {
    step: numberAt(json, "step") || 1,
    nodes: objectsAt(json, "nodes").map((series) => ({
      node: textAt(series, "node"),
      points: objectsAt(series, "points").map((point) => {
        const lag = optionalNumberAt(point, "watermarkLag");
        return {
          at: momentAt(point, "at"),
          rowsIn: numberAt(point, "rowsIn"),
          rowsOut: numberAt(point, "rowsOut"),
          busy: numberAt(point, "busy"),
          blocked: numberAt(point, "blocked"),
          ...(lag !== undefined && { lag }),
        };
      }),
    })),
  };
}

/** Rows of a tap: each an object with its change, or its bare values. */
export function tappedOf(json: JsonObject): Tapped {
  const rows = member(json, "rows");
  const eventTime = optionalTextAt(json, "eventTime");
  return {
    columns: objectsAt(json, "columns").map(columnOf),
    ...(eventTime !== undefined && { eventTime }),
    rows: isArray(rows)
      ? rows.map((row) => (isArray(row) ? { change: "INSERT", values: row } : tappedRowOf(asObject(row))))
      : [],
    skipped: numberAt(json, "skipped"),
    total: numberAt(json, "total"),
  };
}

function tappedRowOf(json: JsonObject) {
  const values = member(json, "values");
  return { change: textAt(json, "change"), values: isArray(values) ? values : [] };
}

export function eventsOf(json: Json): readonly DeploymentEvent[] {
  return (isArray(json) ? objectsIn(json) : objectsAt(asObject(json), "items")).map(eventOf);
}
