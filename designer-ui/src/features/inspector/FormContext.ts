import { createContext, use } from "react";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import type { Edit } from "../../canvas-core/draft/edit";
import type { Json } from "../../canvas-core/json/json";

/** What the fields of a form do with the config they stand for. Paths start at the config. */
export interface Form {
  set(path: FieldPath, value: Json): void;
  /** Takes a member away, so that its default holds. */
  clear(path: FieldPath): void;
  add(path: FieldPath, value: Json): void;
  removeElement(path: FieldPath): void;
  moveElement(path: FieldPath, index: number): void;
  /** The problem of the field at a path, as a sentence. */
  problemAt(path: FieldPath): string | undefined;
  newElementId(): string;
}

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error("A field stands outside a form");
  return form;
}

/** The edits of one act of a form. */
export type FormAct = (label: string, edits: readonly Edit[]) => void;
