import type { Catalogue } from "../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../canvas-core/document/document";
import type { Problem } from "../canvas-core/document/problem";
import { member } from "../canvas-core/json/json";
import { schemasOf } from "./samples";

/** What a check says of filters whose condition begins with a name that no column has, with the column that is meant. */
export function columnProblems(document: PipelineDocument, catalogue: Catalogue): readonly Problem[] {
  const schemas = schemasOf(document, catalogue);
  return document.nodes.flatMap((node): Problem[] => {
    const condition = node.type === "filter" ? member(node.config, "condition") : undefined;
    const word = typeof condition === "string" ? /^[a-z]+/.exec(condition)?.[0] : undefined;
    const input = schemas.find((known) => known.node === node.id && known.direction === "input");
    if (typeof condition !== "string" || word === undefined || !input) return [];
    if (input.columns.some(({ name }) => name === word)) return [];
    const meant = input.columns.find(({ name }) => name.startsWith(word.slice(0, 3)))?.name;
    const path = [{ key: "condition" }];
    return [
      {
        code: "column.unknown",
        nodeId: node.id,
        fieldPath: [{ key: "config" }, ...path],
        range: { start: 0, end: word.length },
        message: `There is no column \`${word}\`${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`,
        fixes:
          meant === undefined
            ? []
            : [
                {
                  label: `Use \`${meant}\``,
                  edits: [{ edit: "setConfig", node: node.id, path, value: meant + condition.slice(word.length) }],
                },
              ],
      },
    ];
  });
}
