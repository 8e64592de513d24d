import type { Edit } from "../draft/edit";
import type { FieldPath } from "./fieldPath";

/** The codes of problems that canvas-core finds itself: those of the same meaning in Java's `ProblemCodes`. */
export type ProblemCode =
  | "key.unknown"
  | "value.missing"
  | "value.type"
  | "value.range"
  | "value.unknown"
  | "value.invalid"
  | "id.duplicate"
  | "document.version"
  | "node.type.unknown"
  | "node.unknown"
  | "port.unknown"
  | "port.unconnected"
  | "port.crowded"
  | "edge.cycle"
  | "edit.targetMissing"
  | "edit.targetExists"
  | "edit.pathInvalid"
  | "edit.valueInvalid"
  | "edit.elementIdFixed";

/** A code of the store's check that canvas-core does not know itself, such as `column.unknown`. */
export type StoreCode = string & {};

/** A way out of a problem: what it does, as a command, and the edits that do it. */
export interface Fix {
  readonly label: string;
  readonly edits: readonly Edit[];
}

/** Part of the text in a field, in UTF-16 code units; `end` is the first one after it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What is wrong and where. The path starts at the node or, without one, at the document. */
export interface Problem {
  readonly code: ProblemCode | StoreCode;
  readonly message: string;
  /** Errors keep a pipeline from being deployed; absent, it is one. */
  readonly severity?: "error" | "warning" | "info";
  readonly nodeId?: string;
  readonly fieldPath?: FieldPath;
  /** The line of the text that the document was read from, counted from 1. */
  readonly line?: number;
  readonly range?: TextRange;
  /** Ways out, the best first. */
  readonly fixes?: readonly Fix[];
}

/** Whether it keeps a pipeline from being deployed. */
export function isError(problem: Problem): boolean {
  return problem.severity === undefined || problem.severity === "error";
}
