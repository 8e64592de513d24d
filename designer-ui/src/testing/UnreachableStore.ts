import { Unreachable } from "../ports/failures";
import type { PipelineStore } from "../ports/PipelineStore";

function refuse(): never {
  throw new Unreachable();
}

/** The pipelines of a control plane that does not answer. */
export const UNREACHABLE_STORE: PipelineStore = {
  pipelines: async () => refuse(),
  create: async () => refuse(),
  importDocument: async () => refuse(),
  remove: async () => refuse(),
  catalogue: async () => refuse(),
  functions: async () => refuse(),
  draft: async () => refuse(),
  edit: async () => refuse(),
  watch: () => () => {},
  check: async () => refuse(),
  preview: async () => refuse(),
  commit: async () => refuse(),
};
