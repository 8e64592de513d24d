import type { ConfigField, FieldType } from "../catalogue/catalogue";
import type { Json, JsonObject } from "../json/json";

/**
 * What a new element, object or config starts with: its id and the first name of each choice that must be made, so that a
 * form never opens on a value that nobody can leave.
 */
export function blankOf(type: FieldType, newElementId: () => string): Json {
  switch (type.kind) {
    case "object":
      return blankObject(type.fields, newElementId);
    case "union": {
      const [first] = type.alternatives;
      return first ? { ...blankObject(first.fields, newElementId), [type.tag]: first.value } : {};
    }
    case "enum":
      return type.options[0]?.value ?? "";
    case "elementId":
      return newElementId();
    case "list":
      return [];
    case "map":
      return {};
    case "boolean":
      return false;
    case "integer":
    case "number":
      return type.min ?? 0;
    default:
      return "";
  }
}

export function blankObject(fields: readonly ConfigField[], newElementId: () => string): JsonObject {
  const chosen = fields.filter(
    (field) => field.required && (field.type.kind === "enum" || field.type.kind === "elementId"),
  );
  return Object.fromEntries(chosen.map((field) => [field.name, blankOf(field.type, newElementId)]));
}
