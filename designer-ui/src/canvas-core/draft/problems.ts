import { parsePath } from "../document/fieldPath";
import type { Fix, Problem, TextRange } from "../document/problem";
import { isArray, isObject, type Json, type JsonObject, member } from "../json/json";
import { read } from "../shape/codec";
import { list } from "../shape/composites";
import { EDIT } from "./edit";

const EDITS = list(EDIT);

/**
 * Problems as the store writes them. What a newer store says beyond this is left out, so that its problems are still
 * shown: a fix with an edit that is not known here, a path that cannot be read, members of other names.
 */
export function readProblems(json: Json | undefined): readonly Problem[] {
  return isArray(json) ? json.flatMap((one) => (isObject(one) ? problemOf(one) : [])) : [];
}

/** One problem; none when it has no words. */
export function problemOf(json: JsonObject): readonly Problem[] {
  const message = text(json, "message");
  if (message === undefined) return [];
  const severity = text(json, "severity")?.toLowerCase();
  const nodeId = text(json, "nodeId");
  const fieldPath = pathOf(text(json, "fieldPath"));
  const range = rangeOf(member(json, "range"));
  const fixes = fixesOf(member(json, "fixes"));
  const position = member(json, "position");
  const line = isObject(position) ? member(position, "line") : undefined;
  return [
    {
      code: text(json, "code") ?? "unknown",
      message,
      ...((severity === "warning" || severity === "info") && { severity }),
      ...(nodeId !== undefined && { nodeId }),
      ...(fieldPath && { fieldPath }),
      ...(typeof line === "number" && { line }),
      ...(range && { range }),
      ...(fixes.length > 0 && { fixes }),
    },
  ];
}

function text(json: JsonObject, key: string): string | undefined {
  const value = member(json, key);
  return typeof value === "string" ? value : undefined;
}

function pathOf(path: string | undefined): Problem["fieldPath"] {
  try {
    return path === undefined ? undefined : parsePath(path);
  } catch {
    return undefined;
  }
}

function rangeOf(json: Json | undefined): TextRange | undefined {
  const start = isObject(json) ? member(json, "start") : undefined;
  const end = isObject(json) ? member(json, "end") : undefined;
  return typeof start === "number" && typeof end === "number" ? { start, end } : undefined;
}

function fixesOf(json: Json | undefined): readonly Fix[] {
  return (isArray(json) ? json : []).flatMap((one): Fix[] => {
    const label = isObject(one) ? text(one, "label") : undefined;
    const edits = isObject(one) ? read(EDITS, member(one, "edits") ?? []).value : undefined;
    return label !== undefined && edits !== undefined && edits.length > 0 ? [{ label, edits }] : [];
  });
}
