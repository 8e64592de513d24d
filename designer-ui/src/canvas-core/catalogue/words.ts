import type { ConfigField } from "./catalogue";

/** What a form calls a field: its label, or its key in words. */
export function labelOfField(field: ConfigField): string {
  return field.label === "" ? inWords(field.name) : field.label;
}

/** `outOfOrderness` → `Out of orderness`. */
export function inWords(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
