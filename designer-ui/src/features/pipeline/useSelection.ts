import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { Selection } from "../../canvas-core/drawing/acts";

/** What is selected: nodes in the address, so that a link shows the same; edges for this moment only. */
export function useSelection(): { readonly selection: Selection; readonly select: (selection: Selection) => void } {
  const { select: inAddress } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const [edges, setEdges] = useState<readonly string[]>([]);
  const selection = useMemo(() => ({ nodes: inAddress ? inAddress.split(",") : [], edges }), [inAddress, edges]);
  const select = useCallback(
    (next: Selection) => {
      setEdges(next.edges);
      void navigate({
        replace: true,
        search: ({ select: _, ...rest }) => (next.nodes.length > 0 ? { ...rest, select: next.nodes.join(",") } : rest),
      });
    },
    [navigate],
  );
  return { selection, select };
}
