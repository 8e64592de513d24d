import { useNavigate } from "@tanstack/react-router";
import { usePorts } from "../../app/Ports";
import type { Command } from "../commands";
import type { DrawPanel } from "./PanelTabs";

/** What the page of a draft can do besides drawing. */
export function usePageCommands(show: (panel: DrawPanel) => void, about: () => void): readonly Command[] {
  const { workspace } = usePorts();
  const go = useNavigate();
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  return [
    { id: "data", label: "Show the data", group: "View", run: () => show("data"), also: "rows panel" },
    { id: "problems", label: "Show the problems", group: "View", run: () => show("problems"), also: "errors panel" },
    { id: "about", label: "About this pipeline", group: "View", run: about, also: "description" },
    {
      id: "live",
      label: "Live: what runs of this pipeline",
      group: "Go to",
      run: () => void navigate({ search: (before) => ({ ...before, mode: "live" as const }) }),
      also: "mode deployment running",
    },
    {
      id: "pipelines",
      label: "All pipelines",
      group: "Go to",
      run: () => void go({ to: "/w/$workspace", params: { workspace } }),
    },
    {
      id: "deployments",
      label: "All deployments",
      group: "Go to",
      run: () => void go({ to: "/w/$workspace/deployments", params: { workspace } }),
    },
    {
      id: "files",
      label: "All files",
      group: "Go to",
      run: () => void go({ to: "/w/$workspace/files", params: { workspace } }),
    },
  ];
}
