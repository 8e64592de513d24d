import { EDIT } from "../../canvas-core/draft/edit";
import { readProblems } from "../../canvas-core/draft/problems";
import type { Checked, Column, PortSchema } from "../../canvas-core/drawing/checked";
import type { AuthoredBatch, EditAnswer } from "../../canvas-core/drawing/sync";
import { isArray, type Json, type JsonObject, member } from "../../canvas-core/json/json";
import { readOrThrow } from "../../canvas-core/shape/codec";
import { list } from "../../canvas-core/shape/composites";
import type { PipelineSummary, Preview, Revision, SqlFunction } from "../../ports/PipelineStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";
import { flagAt, numberAt, objectsAt, optionalNumberAt, textAt, textsAt } from "./reading";

const EDITS = list(EDIT);

export function summaryOf(answer: Answer<Schemas["PipelineSummary"]>): PipelineSummary {
  const lastRevision = answer.optionalNumber("lastRevision");
  const deployment = answer.object("deployment");
  const id = deployment.optionalText("id");
  return {
    id: answer.text("id"),
    name: answer.text("name"),
    description: answer.text("description"),
    nodes: answer.number("nodes"),
    changedAt: answer.moment("changedAt"),
    ...(lastRevision !== undefined && { lastRevision }),
    ...(id !== undefined && { deployment: { id, status: deployment.text("status") } }),
  };
}

/** Edits of the store are its own to judge; one that is not known here cannot be folded, so it must fail loudly. */
export function batchOf(answer: Answer<Schemas["EditBatch"]>): AuthoredBatch {
  return {
    version: answer.number("version"),
    author: answer.text("author"),
    clientEditId: answer.text("clientEditId"),
    edits: readOrThrow(EDITS, answer.raw("edits") ?? []),
  };
}

export function editAnswerOf(answer: Answer<Schemas["EditAnswer"]>): EditAnswer {
  const version = answer.number("version");
  const others = answer.list("others").map(batchOf);
  if (answer.text("outcome") === "accepted") return { outcome: "accepted", version, others };
  const [problem] = readProblems([answer.raw("problem") ?? null]);
  return {
    outcome: "refused",
    version,
    others,
    problem: problem ?? { code: "edit.refused", message: "The edit was refused" },
  };
}

function columnIn(answer: Answer<Schemas["ColumnType"]>): Column {
  return { name: answer.text("name"), type: answer.text("type"), nullable: answer.flag("nullable") };
}

function portOf(answer: Answer<Schemas["Port"]>): PortSchema {
  const rows = answer.object("schema");
  const eventTime = rows.optionalText("eventTime");
  return {
    node: answer.text("node"),
    port: answer.text("port"),
    direction: answer.text("direction") === "in" ? "input" : "output",
    columns: rows.list("columns").map(columnIn),
    ...(eventTime !== undefined && { eventTime }),
  };
}

export function checkedOf(answer: Answer<Schemas["CheckResult"]>): Checked {
  return {
    version: answer.number("version"),
    problems: readProblems(answer.raw("problems")),
    ports: answer.list("ports").map(portOf),
  };
}

export function functionOf(answer: Answer<Schemas["FunctionView"]>): SqlFunction {
  const example = answer.optionalText("example");
  const difference = answer.optionalText("difference");
  return {
    name: answer.text("name"),
    category: answer.text("category"),
    signatures: answer.texts("signatures"),
    summary: answer.text("summary"),
    ...(example !== undefined && { example }),
    ...(difference !== undefined && { difference }),
  };
}

export function revisionOf(answer: Answer<Schemas["Revision"]>): Revision {
  return {
    number: answer.number("number"),
    message: answer.text("message"),
    author: answer.text("author"),
    createdAt: answer.moment("createdAt"),
  };
}

/** A column whose type may say NOT NULL itself. */
export function columnOf(json: JsonObject): Column {
  const type = textAt(json, "type");
  const isNullable = member(json, "nullable") === undefined ? !type.endsWith(" NOT NULL") : flagAt(json, "nullable");
  return { name: textAt(json, "name"), type: type.replace(/ NOT NULL$/, ""), nullable: isNullable };
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
