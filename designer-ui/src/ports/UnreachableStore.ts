import { type PipelineStore, StoreUnreachable } from "./PipelineStore";

function refuse(): never {
  throw new StoreUnreachable("The control plane does not answer");
}

/** The store of a designer without a control plane: every page says so and offers to try again. */
export const UNREACHABLE_STORE: PipelineStore = {
  pipelines: async () => refuse(),
  create: async () => refuse(),
  catalogue: async () => refuse(),
  draft: async () => refuse(),
  edit: async () => refuse(),
  watch: () => () => {},
};
