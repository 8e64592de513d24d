import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Panel } from "../../app/router";

/** What the panel below the canvas shows, in the address; undefined while it is closed. */
export function usePanel(): { readonly panel: Panel | undefined; readonly show: (panel: Panel | undefined) => void } {
  const { panel } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const show = useCallback(
    (next: Panel | undefined) =>
      void navigate({ replace: true, search: ({ panel: _, ...rest }) => (next ? { ...rest, panel: next } : rest) }),
    [navigate],
  );
  return { panel, show };
}
