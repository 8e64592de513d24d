import type { Catalogue } from "../catalogue/catalogue";
import type { Node, PipelineDocument } from "../document/document";
import { portsOf } from "./connections";

/** The nodes whose failed rows go to a node, in the order of the document. */
export function lettersTo(document: PipelineDocument, sink: string): readonly Node[] {
  return document.nodes.filter(({ errors }) => errors?.policy === "deadLetter" && errors.to === sink);
}

/** The sinks that can take rows which fail in a node: others than itself into which nothing is drawn. */
export function letterSinks(document: PipelineDocument, catalogue: Catalogue, node: Node): readonly Node[] {
  return document.nodes.filter((other) => {
    const { inputs, outputs } = portsOf(catalogue, other);
    return (
      other.id !== node.id &&
      inputs.length > 0 &&
      outputs.length === 0 &&
      !document.edges.some((edge) => edge.to.node === other.id)
    );
  });
}
