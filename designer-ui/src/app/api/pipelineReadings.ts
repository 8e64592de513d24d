import { EDIT } from "../../canvas-core/draft/edit";
import { readProblems } from "../../canvas-core/draft/problems";
import type { Checked, Column, PortSchema } from "../../canvas-core/drawing/checked";
import type { AuthoredBatch, EditAnswer } from "../../canvas-core/drawing/sync";
import { isArray, type Json, type JsonObject, member } from "../../canvas-core/json/json";
import { readOrThrow } from "../../canvas-core/shape/codec";
import { list } from "../../canvas-core/shape/composites";
import type { PipelineSummary, Preview, Revision, SqlFunction } from "../../ports/PipelineStore";
import {
  flagAt,
  momentAt,
  numberAt,
  objectAt,
  objectsAt,
  optionalNumberAt,
  optionalTextAt,
  textAt,
  textsAt,
} from "./reading";

const EDITS = list(EDIT);

export function summaryOf(json: JsonObject): PipelineSummary {
  const lastRevision = revisionNumberOf(member(json, "lastRevision"));
  const deployment = objectAt(json, "deployment");
  const deploymentId = optionalTextAt(deployment, "id");
  return {
    id: textAt(json, "id"),
    name: textAt(json, "name"),
    description: textAt(json, "description"),
    nodes: numberAt(json, "nodes"),
    changedAt: momentAt(json, "changedAt"),
    ...(lastRevision !== undefined && { lastRevision }),
    ...(deploymentId !== undefined && { deployment: { id: deploymentId, status: textAt(deployment, "status") } }),
  };
}

function revisionNumberOf(json: Json | undefined): number | undefined {
  return typeof json === "number" ? json : undefined;
}

/** Edits of the store are its own to judge; one that is not known here cannot be folded, so it must fail loudly. */
export function batchOf(json: JsonObject): AuthoredBatch {
  return {
    version: numberAt(json, "version"),
    author: textAt(json, "author"),
    clientEditId: textAt(json, "clientEditId"),
    edits: readOrThrow(EDITS, member(json, "edits") ?? []),
  };
}

export function answerOf(json: JsonObject): EditAnswer {
  const version = numberAt(json, "version");
  const others = objectsAt(json, "others").map(batchOf);
  if (textAt(json, "outcome") === "accepted") return { outcome: "accepted", version, others };
  const [problem] = readProblems([member(json, "problem") ?? null]);
  return {
    outcome: "refused",
    version,
    others,
    problem: problem ?? { code: "edit.refused", message: "The edit was refused" },
  };
}

export function columnOf(json: JsonObject): Column {
  const type = textAt(json, "type");
  const isNullable = member(json, "nullable") === undefined ? !type.endsWith(" NOT NULL") : flagAt(json, "nullable");
  return { name: textAt(json, "name"), type: type.replace(/ NOT NULL$/, ""), nullable: isNullable };
}

function portOf(json: JsonObject): PortSchema {
  const schema = objectAt(json, "schema");
  const eventTime = optionalTextAt(schema, "eventTime");
  return {
    node: textAt(json, "node"),
    port: textAt(json, "port"),
    direction: textAt(json, "direction").toLowerCase().startsWith("in") ? "input" : "output",
    columns: objectsAt(schema, "columns").map(columnOf),
    ...(eventTime !== undefined && { eventTime }),
  };
}

export function checkedOf(json: JsonObject): Checked {
  return {
    version: numberAt(json, "version"),
    problems: readProblems(member(json, "problems")),
    ports: objectsAt(json, "ports").map(portOf),
  };
}

export function previewOf(json: JsonObject): Preview {
  return {
    version: numberAt(json, "version"),
    tookMs: numberAt(json, "tookMs"),
    ports: objectsAt(json, "ports").map((port) => ({
      node: textAt(port, "node"),
      port: textAt(port, "port"),
      columns: objectsAt(port, "columns").map(columnOf),
      rows: rowsAt(port, "rows"),
      rowCount: optionalNumberAt(port, "rowCount") ?? rowsAt(port, "rows").length,
      truncated: flagAt(port, "truncated"),
    })),
    nodes: objectsAt(json, "nodes").map((node) => ({
      node: textAt(node, "node"),
      rowsIn: numberAt(node, "rowsIn"),
      rowsOut: numberAt(node, "rowsOut"),
      rowsFailed: numberAt(node, "rowsFailed"),
      errors: errorsAt(node),
    })),
    problems: readProblems(member(json, "problems")),
  };
}

/** Errors are sentences or run errors with a message. */
function errorsAt(node: JsonObject): readonly string[] {
  return [...textsAt(node, "errors"), ...objectsAt(node, "errors").map((error) => textAt(error, "message"))];
}

export function rowsAt(json: JsonObject, key: string): readonly (readonly Json[])[] {
  const rows = member(json, key);
  return (isArray(rows) ? rows : []).filter((row) => isArray(row));
}

export function functionOf(json: JsonObject): SqlFunction {
  const example = optionalTextAt(json, "example");
  return {
    name: textAt(json, "name"),
    category: textAt(json, "category"),
    signatures: textsAt(json, "signatures"),
    summary: textAt(json, "summary"),
    ...(example !== undefined && { example }),
  };
}

export function revisionOf(json: JsonObject): Revision {
  const author = member(json, "author");
  return {
    number: numberAt(json, "number"),
    message: textAt(json, "message"),
    author: typeof author === "string" ? author : textAt(objectAt(json, "author"), "name"),
    createdAt: momentAt(json, "createdAt"),
  };
}
