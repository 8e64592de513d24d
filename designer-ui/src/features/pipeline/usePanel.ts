import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Panel } from "../../app/router";

/** Which of these the panel below the canvas shows, in the address; undefined while it is closed. */
export function usePanel<P extends Panel>(
  panels: readonly P[],
): { readonly panel: P | undefined; readonly show: (panel: P | undefined) => void } {
  const { panel: asked } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const show = useCallback(
    (next: P | undefined) =>
      void navigate({ replace: true, search: ({ panel: _, ...rest }) => (next ? { ...rest, panel: next } : rest) }),
    [navigate],
  );
  return { panel: panels.find((known) => known === asked), show };
}
