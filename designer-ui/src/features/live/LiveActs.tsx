import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { InBar } from "../../app/Frame";
import { DeploymentActs } from "../deployments";
import classes from "./Live.module.css";
import { LIVE_PANELS, type LivePanelName, PANEL_NAMES } from "./panels";
import { useWatchedDeployment } from "./useWatchedDeployment";

/** What the top bar offers for the deployment that is watched: panels, and an end or a beginning. */
export function LiveActs({
  panel,
  show,
}: {
  readonly panel: LivePanelName | undefined;
  readonly show: (panel: LivePanelName | undefined) => void;
}) {
  const deployment = useWatchedDeployment();
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  return (
    <InBar>
      <div className={classes.panels}>
        {LIVE_PANELS.map((known) => (
          <Button
            key={known}
            variant="subtle"
            size="compact-sm"
            color="var(--mr-text-soft)"
            aria-pressed={panel === known}
            onClick={() => show(panel === known ? undefined : known)}
          >
            {PANEL_NAMES[known]}
          </Button>
        ))}
      </div>
      <DeploymentActs
        deployment={deployment}
        // The newest is watched when none is asked for.
        ranAgain={() => void navigate({ replace: true, search: ({ deployment: _, ...rest }) => rest })}
      />
    </InBar>
  );
}
