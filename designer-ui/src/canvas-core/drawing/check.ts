import { type Catalogue, findType, inputsOf } from "../catalogue/catalogue";
import { checkConfig } from "../catalogue/check";
import { edgeKey, type PipelineDocument } from "../document/document";
import type { Problem } from "../document/problem";
import { portsOf, reaches, titleIn } from "./connections";
import { lettersTo } from "./letters";

/**
 * What can be said of a drawing from the catalogue alone, at once and in the browser: configs by their schema, ports,
 * circles. Columns, types and expressions are for the store's check.
 */
export function checkDrawing(document: PipelineDocument, catalogue: Catalogue): readonly Problem[] {
  return [
    ...document.nodes.flatMap((node) => checkNode(document, catalogue, node)),
    ...checkEdges(document, catalogue),
  ];
}

function checkNode(
  document: PipelineDocument,
  catalogue: Catalogue,
  node: PipelineDocument["nodes"][number],
): readonly Problem[] {
  const type = findType(catalogue, node.type, node.typeVersion);
  if (!type) {
    const message = `No executor knows the node type ${node.type}, version ${node.typeVersion}`;
    return [{ code: "node.type.unknown", message, nodeId: node.id, fieldPath: [{ key: "type" }] }];
  }
  const ports = inputsOf(type, node.config);
  const inputs = ports.flatMap((port): Problem[] => {
    const edges = document.edges.filter((edge) => edge.to.node === node.id && edge.to.port === port.name);
    if (port.required && edges.length === 0 && lettersTo(document, node.id).length === 0) {
      const which = ports.length > 1 ? ` at ${port.name}` : "";
      return [{ code: "port.unconnected", message: `Connect an input${which}`, nodeId: node.id }];
    }
    return edges.length > 1 && !port.takesMany
      ? [{ code: "port.crowded", message: `Takes one connection at ${port.name}`, nodeId: node.id }]
      : [];
  });
  return [...inputs, ...checkConfig(node.id, node.config, type.configSchema.fields)];
}

function checkEdges(document: PipelineDocument, catalogue: Catalogue): readonly Problem[] {
  return document.edges.flatMap((edge): Problem[] => {
    const from = document.nodes.find((node) => node.id === edge.from.node);
    const to = document.nodes.find((node) => node.id === edge.to.node);
    if (!from || !to) {
      const gone = from ? edge.to.node : edge.from.node;
      const nodeId = (from ?? to)?.id;
      return [
        {
          code: "node.unknown",
          message: `${edgeKey(edge)}: there is no node ${gone}`,
          ...(nodeId !== undefined && { nodeId }),
        },
      ];
    }
    const problems: Problem[] = [];
    if (
      findType(catalogue, from.type, from.typeVersion) &&
      !portsOf(catalogue, from).outputs.some((port) => port.name === edge.from.port)
    ) {
      problems.push({
        code: "port.unknown",
        message: `${titleIn(catalogue, from)} has no output ${edge.from.port}`,
        nodeId: from.id,
      });
    }
    if (
      findType(catalogue, to.type, to.typeVersion) &&
      !portsOf(catalogue, to).inputs.some((port) => port.name === edge.to.port)
    ) {
      problems.push({
        code: "port.unknown",
        message: `${titleIn(catalogue, to)} has no input ${edge.to.port}`,
        nodeId: to.id,
      });
    }
    if (reaches(document, to.id, from.id)) {
      problems.push({ code: "edge.cycle", message: "Rows go round in a circle here", nodeId: to.id });
    }
    return problems;
  });
}
