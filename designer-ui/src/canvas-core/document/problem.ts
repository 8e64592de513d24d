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

/** What is wrong and where. The path starts at the node or, without one, at the document. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly nodeId?: string;
  readonly fieldPath?: FieldPath;
}
