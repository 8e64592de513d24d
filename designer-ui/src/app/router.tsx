import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { LinkPage } from "../features/session";
import { Home } from "./Home";
import classes from "./Page.module.css";
import { Workspace } from "./Workspace";

const root = createRootRoute({
  notFoundComponent: () => <p className={classes.page}>There is no such page.</p>,
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

const link = createRoute({ getParentRoute: () => root, path: "/link", component: LinkPage });

const workspace = createRoute({ getParentRoute: () => root, path: "/w/$workspace", component: Workspace });

const pipelines = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  component: lazyRouteComponent(() => import("../features/pipelines"), "PipelinesPage"),
});

const files = createRoute({
  getParentRoute: () => workspace,
  path: "/files",
  component: lazyRouteComponent(() => import("../features/files"), "FilesPage"),
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly folder?: string } =>
    typeof search.folder === "string" && search.folder !== "" ? { folder: search.folder } : {},
});

const cluster = createRoute({
  getParentRoute: () => workspace,
  path: "/cluster",
  component: lazyRouteComponent(() => import("../features/cluster"), "ClusterPage"),
});

const deployments = createRoute({
  getParentRoute: () => workspace,
  path: "/deployments",
  component: lazyRouteComponent(() => import("../features/deployments"), "DeploymentsPage"),
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly all?: true } =>
    search.all === true ? { all: true } : {},
});

const deployment = createRoute({
  getParentRoute: () => workspace,
  path: "/deployments/$deploymentId",
  component: lazyRouteComponent(() => import("../features/deployments"), "DeploymentPage"),
});

/** What of the drawing is looked at: in the address, so that a link shows the same to another person. */
export interface PipelineSearch {
  readonly select?: string;
  readonly panel?: Panel;
  /** Absent, the draft is drawn. */
  readonly mode?: "live";
  /** Which deployment is watched; absent, the newest. */
  readonly deployment?: string;
  /** Which savepoint is to be started from: the panel that deploys is open. */
  readonly savepoint?: string;
}

/** What the panel below the drawing shows. */
export type Panel = (typeof PANELS)[number];

const PANELS = [
  "data",
  "problems",
  "chart",
  "why",
  "state",
  "checkpoints",
  "savepoints",
  "restarts",
  "events",
] as const;

const pipeline = createRoute({
  getParentRoute: () => workspace,
  path: "/pipelines/$pipelineId",
  component: lazyRouteComponent(() => import("../features/pipeline"), "PipelinePage"),
  validateSearch: (search: Readonly<Record<string, unknown>>): PipelineSearch => {
    const panel = PANELS.find((known) => known === search.panel);
    return {
      ...(typeof search.select === "string" && search.select !== "" && { select: search.select }),
      ...(panel && { panel }),
      ...(search.mode === "live" && { mode: "live" as const }),
      ...(typeof search.deployment === "string" && { deployment: search.deployment }),
      ...(typeof search.savepoint === "string" && { savepoint: search.savepoint }),
    };
  },
});

export function routerOf(history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([
      home,
      link,
      workspace.addChildren([pipelines, deployments, deployment, files, cluster, pipeline]),
    ]),
    ...(history && { history }),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof routerOf>;
  }
}
