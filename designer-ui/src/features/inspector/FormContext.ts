import { createContext, use } from "react";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import type { Fix, Problem } from "../../canvas-core/document/problem";
import type { Column } from "../../canvas-core/drawing/checked";
import type { Table } from "../../canvas-core/drawing/columns";
import type { Json } from "../../canvas-core/json/json";
import type { SqlFunction } from "../../ports/PipelineStore";

/** What the fields of a form do with the config they stand for. Paths start at the config. */
export interface Form {
  set(path: FieldPath, value: Json): void;
  /** Several fields at once, as one act. */
  setAll(values: readonly { readonly path: FieldPath; readonly value: Json }[]): void;
  /** Takes a member away, so that its default holds. */
  clear(path: FieldPath): void;
  add(path: FieldPath, value: Json): void;
  removeElement(path: FieldPath): void;
  moveElement(path: FieldPath, index: number): void;
  /** What is wrong with the field at a path itself. */
  problemsAt(path: FieldPath): readonly Problem[];
  /** What is wrong with it or with anything in it. */
  problemsWithin(path: FieldPath): readonly Problem[];
  fix(fix: Fix): void;
  newElementId(): string;
  /** The columns that rows have at an input, at all inputs without a name. */
  columns(input?: string): readonly Column[];
  /** What comes by each input, under the name that a query has for it. */
  tables(): readonly Table[];
  readonly functions: readonly SqlFunction[];
  /** Whether the node is a source that says which columns its file has. */
  readonly takesSchema: boolean;
}

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error("A field stands outside a form");
  return form;
}
