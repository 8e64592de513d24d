import { Outlet, useParams } from "@tanstack/react-router";
import { SignedIn } from "../features/session";
import { Frame } from "./Frame";
import page from "./Page.module.css";
import { useControlPlane } from "./Plane";
import { PortsProvider } from "./Ports";

/** A workspace: its pages in the frame, on its ports. */
export function Workspace() {
  const { workspace } = useParams({ from: "/w/$workspace" });
  const plane = useControlPlane();
  return (
    <SignedIn>
      {({ workspaces }) =>
        workspaces.some(({ name }) => name === workspace) ? (
          <PortsProvider ports={plane.workspace(workspace)}>
            <Frame>
              <Outlet />
            </Frame>
          </PortsProvider>
        ) : (
          <p className={page.page}>There is no workspace {workspace} for you.</p>
        )
      }
    </SignedIn>
  );
}
