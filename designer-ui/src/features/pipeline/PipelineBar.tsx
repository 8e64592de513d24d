import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { InBar } from "../../app/Frame";
import { IconAlertCircle, IconArrowBackUp, IconArrowForwardUp } from "../../app/icons";
import { isError, type Problem } from "../../canvas-core/document/problem";
import { DeployButton } from "../deploy";
import { ModeSwitch } from "../live";
import type { DraftSession, DraftView } from "./DraftSession";
import type { DrawPanel } from "./PanelTabs";
import classes from "./PipelinePage.module.css";
import { SaveWords } from "./SaveWords";

/** What the top bar says of a pipeline: its name, whether it is saved, its problems, undo and redo, and the way out. */
export function PipelineBar({
  id,
  session,
  view,
  problems,
  panel,
  toggle,
}: {
  readonly id: string;
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly panel: DrawPanel | undefined;
  readonly toggle: (panel: DrawPanel) => void;
}) {
  const { done, undone } = view.history;
  const count = problems.length;
  const hasErrors = problems.some(isError);
  return (
    <InBar>
      <span className={classes.divider} />
      <Name session={session} name={view.document.name} />
      <ModeSwitch id={id} />
      <SaveWords save={view.save} />
      <span className={classes.spring} />
      <Button
        variant="subtle"
        size="compact-sm"
        color="var(--mr-text-soft)"
        aria-pressed={panel === "data"}
        onClick={() => toggle("data")}
      >
        Data
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        color={hasErrors ? "var(--mr-bad)" : count > 0 ? "var(--mr-warn)" : "var(--mr-text-soft)"}
        leftSection={count > 0 ? <IconAlertCircle size={16} /> : undefined}
        aria-pressed={panel === "problems"}
        onClick={() => toggle("problems")}
      >
        {count === 0 ? "No problems" : count === 1 ? "1 problem" : `${count} problems`}
      </Button>
      <div className={classes.steps}>
        <Step label="Undo" act={done.at(-1)?.label} keys="Ctrl Z" run={() => session.undo()}>
          <IconArrowBackUp size={18} />
        </Step>
        <Step label="Redo" act={undone.at(-1)?.label} keys="Ctrl Shift Z" run={() => session.redo()}>
          <IconArrowForwardUp size={18} />
        </Step>
      </div>
      <DeployButton
        id={id}
        view={view}
        problems={problems}
        showProblems={() => {
          if (panel !== "problems") toggle("problems");
        }}
      />
    </InBar>
  );
}

function Step({
  label,
  act,
  keys,
  run,
  children,
}: {
  readonly label: string;
  readonly act: string | undefined;
  readonly keys: string;
  readonly run: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={act === undefined ? `Nothing to ${label.toLowerCase()}` : `${label}: ${act} (${keys})`}>
      <ActionIcon
        variant="subtle"
        color="var(--mr-text-soft)"
        aria-label={label}
        {...(act === undefined && { "data-disabled": true })}
        aria-disabled={act === undefined}
        onClick={run}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Name({ session, name }: { readonly session: DraftSession; readonly name: string }) {
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const commit = () => {
    const wanted = text.trim();
    if (wanted === "") setText(name);
    else if (wanted !== name) session.act({ label: "Rename pipeline", edits: [{ edit: "setName", name: wanted }] });
  };
  return (
    <input
      className={classes.name}
      aria-label="Name of the pipeline"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
