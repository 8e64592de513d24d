import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePorts } from "../../app/Ports";
import { titleIn } from "../../canvas-core/drawing/connections";
import { useRevision } from "./useRevision";

/** What the nodes of a revision are called; until that is known, their ids. */
export function useNodeTitles(pipeline: string, revision: number): (node: string) => string {
  const { pipelines } = usePorts();
  const document = useRevision(pipeline, revision);
  const catalogue = useQuery({ queryKey: ["catalogue"], queryFn: () => pipelines.catalogue() });
  return useMemo(() => {
    const known = catalogue.data;
    const titles = new Map(known && document.data?.nodes.map((node) => [node.id, titleIn(known, node)]));
    return (node) => titles.get(node) ?? node;
  }, [catalogue.data, document.data]);
}
