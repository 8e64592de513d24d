import { ExactNumber, isArray, isObject, type Json, type JsonObject, member } from "../../canvas-core/json/json";
import { parseJson } from "../../canvas-core/json/jsonText";

/*
 * Reading what the control plane answers. Its shape is fixed by openapi.yaml, so what is missing is taken as empty instead
 * of reported: a page must survive a control plane that is a version older or newer than itself.
 */

export function textAt(json: JsonObject, key: string): string {
  return optionalTextAt(json, key) ?? "";
}

export function optionalTextAt(json: JsonObject, key: string): string | undefined {
  const value = member(json, key);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(json: JsonObject, key: string): number {
  return optionalNumberAt(json, key) ?? 0;
}

export function optionalNumberAt(json: JsonObject, key: string): number | undefined {
  const value = member(json, key);
  if (value instanceof ExactNumber) return Number(value.text);
  return typeof value === "number" ? value : undefined;
}

export function flagAt(json: JsonObject, key: string): boolean {
  return member(json, key) === true;
}

/** A moment, written as ISO 8601. */
export function momentAt(json: JsonObject, key: string): Date {
  return new Date(textAt(json, key));
}

export function objectAt(json: JsonObject, key: string): JsonObject {
  return asObject(member(json, key));
}

export function objectsAt(json: JsonObject, key: string): readonly JsonObject[] {
  return objectsIn(member(json, key));
}

export function textsAt(json: JsonObject, key: string): readonly string[] {
  const value = member(json, key);
  return (isArray(value) ? value : []).filter((one) => typeof one === "string");
}

export function asObject(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

export function objectsIn(json: Json | undefined): readonly JsonObject[] {
  return (isArray(json) ? json : []).filter((one) => isObject(one));
}

/** The `data` of a topic's message, numbers exact. */
export function dataOf(text: string): JsonObject {
  return objectAt(asObject(parseJson(text)), "data");
}
