import { createRootRoute, createRoute, createRouter, type RouterHistory } from "@tanstack/react-router";
import { ClusterPage } from "../features/cluster/ClusterPage";
import { PipelinePage } from "../features/pipeline/PipelinePage";
import { PipelinesPage } from "../features/pipelines/PipelinesPage";
import { Frame } from "./Frame";
import classes from "./Page.module.css";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => <p className={classes.page}>There is no such page.</p>,
});

/** What of the drawing is looked at: in the address, so that a link shows the same to another person. */
export interface PipelineSearch {
  readonly select?: string;
  readonly panel?: "problems";
}

const pipelines = createRoute({ getParentRoute: () => root, path: "/", component: PipelinesPage });

const cluster = createRoute({ getParentRoute: () => root, path: "/cluster", component: ClusterPage });

const pipeline = createRoute({
  getParentRoute: () => root,
  path: "/pipelines/$pipelineId",
  component: PipelinePage,
  validateSearch: (search: Readonly<Record<string, unknown>>): PipelineSearch => ({
    ...(typeof search.select === "string" && search.select !== "" && { select: search.select }),
    ...(search.panel === "problems" && { panel: "problems" as const }),
  }),
});

export function routerOf(history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([pipelines, cluster, pipeline]),
    ...(history && { history }),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof routerOf>;
  }
}
