import type { ControlPlane } from "../../ports/ControlPlane";
import type { Ports } from "../../ports/Ports";
import type { Surroundings } from "../../ports/Surroundings";
import { connectEvents } from "../events";
import { BrowserKeptEdits } from "../kept/BrowserKeptEdits";
import { browserTabs } from "../kept/browserTabs";
import { Api } from "./Api";
import { guarded } from "./guarded";
import { at, Rest } from "./Rest";
import { RestClusterStore } from "./RestClusterStore";
import { RestDeploymentStore } from "./RestDeploymentStore";
import { RestFileStore } from "./RestFileStore";
import { RestPipelineStore } from "./RestPipelineStore";
import { RestSavepointStore } from "./RestSavepointStore";
import { RestSessions } from "./RestSessions";
import { SessionExpiry } from "./SessionExpiry";

const BASE = "/api/v1";

/** The control plane that served this page. */
export function restPlane(surroundings: Surroundings): ControlPlane {
  const expiry = new SessionExpiry();
  const call = guarded((request) => fetch(request), expiry);
  const api = new Api(call);
  const sender = { expiry, newRequest: () => new XMLHttpRequest() };
  const tabs = browserTabs();
  const workspaces = new Map<string, Ports>();
  const portsOf = (workspace: string): Ports => {
    const rest = new Rest(call, `${BASE}${at("workspaces", workspace)}`);
    const events = connectEvents(workspace);
    return {
      workspace,
      pipelines: new RestPipelineStore(workspace, api, rest, events),
      files: new RestFileStore(rest, sender),
      deployments: new RestDeploymentStore(workspace, api),
      savepoints: new RestSavepointStore(workspace, api, rest, sender),
      cluster: new RestClusterStore(workspace, api),
      keptEdits: new BrowserKeptEdits(workspace, localStorage, tabs),
      events,
      surroundings,
    };
  };
  return {
    sessions: new RestSessions(api, expiry),
    workspace(name) {
      const known = workspaces.get(name) ?? portsOf(name);
      workspaces.set(name, known);
      return known;
    },
  };
}
