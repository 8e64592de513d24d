import { parseDuration } from "../document/durations";
import type { FieldPath } from "../document/fieldPath";
import { stepTo } from "../document/fieldPath";
import type { Problem } from "../document/problem";
import { isArray, isObject, type Json, type JsonObject, member } from "../json/json";
import type { ConfigField, FieldType, ListType } from "./catalogue";
import { labelOfField } from "./words";

/**
 * What a config lacks or holds wrongly, as far as its schema says: what a form can tell while it is filled in. Columns,
 * types and expressions are for the check of the whole pipeline. Paths start at the node.
 */
export function checkConfig(nodeId: string, config: JsonObject, fields: readonly ConfigField[]): readonly Problem[] {
  const problems: Problem[] = [];
  checkFields(config, fields, [{ key: "config" }], (problem) => problems.push({ ...problem, nodeId }));
  return problems;
}

type Report = (problem: Problem) => void;

function checkFields(object: JsonObject, fields: readonly ConfigField[], at: FieldPath, report: Report): void {
  for (const field of fields) {
    const fieldPath = [...at, { key: field.name }];
    const value = member(object, field.name);
    const isBlank =
      value === undefined || value === null || (field.required && typeof value === "string" && value.trim() === "");
    if (!isBlank) {
      checkValue(value, field.type, fieldPath, report);
    } else if (field.required) {
      report({ code: "value.missing", message: `${labelOfField(field)} is missing`, fieldPath });
    }
  }
}

function checkValue(value: Json, type: FieldType, fieldPath: FieldPath, report: Report): void {
  switch (type.kind) {
    case "duration":
      checkDuration(value, type, fieldPath, report);
      break;
    case "integer":
    case "number":
      checkNumber(value, type, fieldPath, report);
      break;
    case "object":
      if (isObject(value)) checkFields(value, type.fields, fieldPath, report);
      break;
    case "union": {
      if (!isObject(value)) break;
      const chosen = member(value, type.tag);
      const alternative = type.alternatives.find((known) => known.value === chosen);
      if (alternative) checkFields(value, alternative.fields, fieldPath, report);
      break;
    }
    case "list":
      checkList(value, type, fieldPath, report);
      break;
  }
}

function checkDuration(
  value: Json,
  { min, max }: { min?: string; max?: string },
  fieldPath: FieldPath,
  report: Report,
): void {
  try {
    const length = parseDuration(String(value));
    if (min !== undefined && length < parseDuration(min)) {
      report({ code: "value.range", message: `Must be at least ${min}`, fieldPath });
    } else if (max !== undefined && length > parseDuration(max)) {
      report({ code: "value.range", message: `Must be at most ${max}`, fieldPath });
    }
  } catch (e) {
    report({ code: "value.invalid", message: e instanceof Error ? e.message : String(e), fieldPath });
  }
}

function checkNumber(
  value: Json,
  { kind, min, max }: { kind: "integer" | "number"; min?: number; max?: number },
  fieldPath: FieldPath,
  report: Report,
): void {
  if (typeof value === "string" || typeof value === "boolean") {
    report({ code: "value.type", message: "Must be a number", fieldPath });
  } else if (typeof value === "number") {
    if (kind === "integer" && !Number.isInteger(value)) {
      report({ code: "value.type", message: "Must be a whole number", fieldPath });
    } else if (min !== undefined && value < min) {
      report({ code: "value.range", message: `Must be at least ${min}`, fieldPath });
    } else if (max !== undefined && value > max) {
      report({ code: "value.range", message: `Must be at most ${max}`, fieldPath });
    }
  }
}

function checkList(value: Json, type: ListType, fieldPath: FieldPath, report: Report): void {
  if (!isArray(value)) return;
  if (value.length < (type.minSize ?? 0)) {
    report({ code: "value.range", message: `Needs at least ${type.minSize}`, fieldPath });
  } else if (type.maxSize !== undefined && value.length > type.maxSize) {
    report({ code: "value.range", message: `Takes at most ${type.maxSize}`, fieldPath });
  }
  for (const [index, element] of value.entries()) {
    checkValue(element, type.of, [...fieldPath, stepTo(value, index)], report);
  }
}
