import type { PipelineDocument } from "../document/document";
import type { Edit } from "./edit";

/** A changed document, and the edits that make the old one of it, in the order to apply them. */
export interface Applied {
  readonly document: PipelineDocument;
  readonly undo: readonly Edit[];
}
