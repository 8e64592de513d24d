import type { ConfigField, FieldType } from "../../canvas-core/catalogue/catalogue";
import { print } from "../../canvas-core/json/canonicalJson";
import { ExactNumber, type Json } from "../../canvas-core/json/json";

/** A value as a text field shows it. */
export function spelled(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : print(value);
}

/** What a typed text means as a value of a type; text that is no number stays text, for the check to speak of. */
export function meantBy(type: FieldType, text: string): Json {
  if (type.kind !== "integer" && type.kind !== "number") return text;
  const plain = text.trim().replaceAll(/[ _'\u00a0\u202f](?=\d{3})/g, "");
  try {
    return ExactNumber.of(plain);
  } catch {
    return text;
  }
}

/** What stands in an empty field: its default, else an example. */
export function placeholderOf(field: ConfigField): string {
  if (field.default !== undefined) return spelled(field.default);
  return field.example === undefined ? "" : `e.g. ${spelled(field.example)}`;
}
