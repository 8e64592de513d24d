import { isArray, type JsonObject, member } from "../../canvas-core/json/json";
import type { Tapped } from "../../ports/Tapped";
import { columnOf } from "./pipelineReadings";
import { numberAt, objectsAt, optionalTextAt, textAt } from "./reading";

/** The rows of a tap's message. Topics are no part of openapi.yaml, so nothing but this tells their shape. */
export function tappedOf(json: JsonObject): Tapped {
  const eventTime = optionalTextAt(json, "eventTime");
  return {
    columns: objectsAt(json, "columns").map(columnOf),
    ...(eventTime !== undefined && { eventTime }),
    rows: objectsAt(json, "rows").map((row) => {
      const values = member(row, "values");
      return { change: textAt(row, "change"), values: isArray(values) ? values : [] };
    }),
    skipped: numberAt(json, "skipped"),
    total: numberAt(json, "total"),
  };
}
