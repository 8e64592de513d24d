import { ActionIcon } from "@mantine/core";
import { IconX } from "../../app/icons";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Selection } from "../../canvas-core/drawing/acts";
import { AttemptList, CheckpointHistory } from "../checkpoints";
import { EventList } from "../deployments";
import pageClasses from "../pipeline/PipelinePage.module.css";
import { SavepointPanel } from "../savepoints";
import { KeyState } from "../state";
import { WhyPanel } from "../why";
import { Charts } from "./Charts";
import { LiveData } from "./LiveData";
import panelClasses from "./LivePanel.module.css";
import { LIVE_PANELS, type LivePanelName, PANEL_NAMES } from "./panels";
import { useIsActive } from "./useIsActive";
import { useWatchedDeployment } from "./useWatchedDeployment";

/** What is below a running pipeline: rows that pass, figures over time, or what happened. */
export function LivePanel({
  panel,
  show,
  deployment,
  document,
  catalogue,
  selection,
  titleOf,
  choose,
  askWhy,
}: {
  readonly panel: LivePanelName;
  readonly show: (panel: LivePanelName | undefined) => void;
  readonly deployment: string;
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly titleOf: (node: string) => string;
  /** Leads to a node. */
  readonly choose: (node: string) => void;
  /** Leads to why a node brings out what it does. */
  readonly askWhy: (node: string) => void;
}) {
  return (
    <section className={pageClasses.bottom} aria-label={PANEL_NAMES[panel]}>
      <div className={pageClasses.tabs} role="tablist" aria-label="Panel">
        {LIVE_PANELS.map((known) => (
          <button
            key={known}
            type="button"
            role="tab"
            aria-selected={known === panel}
            className={pageClasses.tab}
            onClick={() => show(known)}
          >
            {PANEL_NAMES[known]}
          </button>
        ))}
        <ActionIcon
          className={pageClasses.close}
          variant="subtle"
          color="var(--mr-text-soft)"
          aria-label="Close the panel"
          onClick={() => show(undefined)}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={pageClasses.panel}>
        {panel === "data" ? (
          <LiveData
            deployment={deployment}
            document={document}
            catalogue={catalogue}
            selection={selection}
            titleOf={titleOf}
            askWhy={askWhy}
          />
        ) : panel === "chart" ? (
          <Charts deployment={deployment} node={selection.nodes[0]} titleOf={titleOf} />
        ) : panel === "why" ? (
          <LiveWhy node={selection.nodes[0]} titleOf={titleOf} choose={choose} />
        ) : panel === "state" ? (
          <LiveState node={selection.nodes[0]} titleOf={titleOf} choose={choose} />
        ) : panel === "checkpoints" ? (
          <LiveCheckpoints titleOf={titleOf} choose={choose} />
        ) : panel === "savepoints" ? (
          <LiveSavepoints titleOf={titleOf} choose={choose} />
        ) : panel === "restarts" ? (
          <div className={panelClasses.events}>
            <LiveAttempts titleOf={titleOf} />
          </div>
        ) : (
          <div className={panelClasses.events}>
            <EventList id={deployment} titleOf={titleOf} />
          </div>
        )}
      </div>
    </section>
  );
}

/** Of their own, as they are drawn anew with each state of the deployment. */
function LiveCheckpoints(own: { readonly titleOf: (node: string) => string; readonly choose: (node: string) => void }) {
  return <CheckpointHistory deployment={useWatchedDeployment()} {...own} />;
}

function LiveSavepoints(own: { readonly titleOf: (node: string) => string; readonly choose: (node: string) => void }) {
  const deployment = useWatchedDeployment();
  return <SavepointPanel pipeline={deployment.pipeline.id} deployment={deployment} {...own} />;
}

function LiveWhy(own: {
  readonly node: string | undefined;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  return <WhyPanel deployment={useWatchedDeployment().id} isActive={useIsActive()} {...own} />;
}

function LiveState(own: {
  readonly node: string | undefined;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  return <KeyState deployment={useWatchedDeployment()} {...own} />;
}

function LiveAttempts({ titleOf }: { readonly titleOf: (node: string) => string }) {
  return <AttemptList deployment={useWatchedDeployment()} titleOf={titleOf} />;
}
