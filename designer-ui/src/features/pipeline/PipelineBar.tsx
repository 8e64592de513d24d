import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { InBar } from "../../app/Frame";
import { IconAlertCircle, IconArrowBackUp, IconArrowForwardUp } from "../../app/icons";
import type { DraftSession, DraftView } from "./DraftSession";
import classes from "./PipelinePage.module.css";
import { SaveWords } from "./SaveWords";

/** What the top bar says of a pipeline: its name, undo and redo, whether it is saved, how many problems it has. */
export function PipelineBar({
  session,
  view,
  problems,
  toggleProblems,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: number;
  readonly toggleProblems: () => void;
}) {
  const { done, undone } = view.history;
  return (
    <InBar>
      <span className={classes.divider} />
      <Name session={session} name={view.document.name} />
      <SaveWords save={view.save} />
      <span className={classes.spring} />
      <Button
        variant="subtle"
        size="compact-sm"
        color={problems > 0 ? "var(--mr-bad)" : "var(--mr-text-soft)"}
        leftSection={problems > 0 ? <IconAlertCircle size={16} /> : undefined}
        onClick={toggleProblems}
      >
        {problems === 0 ? "No problems" : problems === 1 ? "1 problem" : `${problems} problems`}
      </Button>
      <div className={classes.steps}>
        <Step label="Undo" act={done.at(-1)?.label} keys="Ctrl Z" run={() => session.undo()}>
          <IconArrowBackUp size={18} />
        </Step>
        <Step label="Redo" act={undone.at(-1)?.label} keys="Ctrl Shift Z" run={() => session.redo()}>
          <IconArrowForwardUp size={18} />
        </Step>
      </div>
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
