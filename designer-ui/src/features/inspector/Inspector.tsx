import { ActionIcon, Textarea, Tooltip } from "@mantine/core";
import { IconX } from "../../app/icons";
import { findType } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import type { Selection } from "../../canvas-core/drawing/acts";
import type { Checked } from "../../canvas-core/drawing/checked";
import { ARRANGEMENTS } from "../commands";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import classes from "./Inspector.module.css";
import { NodeInspector } from "./NodeInspector";
import { useCommitted } from "./useCommitted";
import type { Focus } from "./useFieldFocus";

/** What is selected, to be read and changed; the pipeline itself when nothing is. */
export function Inspector({
  session,
  view,
  problems,
  checked,
  selection,
  focus,
  close,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly checked: Checked | undefined;
  readonly selection: Selection;
  /** The field that somebody wants to see. */
  readonly focus: Focus | undefined;
  /** Leaves the pipeline itself. */
  readonly close: () => void;
}) {
  const { document, catalogue } = view;
  const nodes = document.nodes.filter((node) => selection.nodes.includes(node.id));
  const [node, ...more] = nodes;
  if (node && more.length === 0) {
    return (
      <NodeInspector
        key={node.id}
        session={session}
        view={view}
        node={node}
        type={findType(catalogue, node.type, node.typeVersion)}
        problems={problems.filter((problem) => problem.nodeId === node.id)}
        checked={checked}
        focus={focus}
      />
    );
  }
  return nodes.length > 0 ? (
    <Several session={session} view={view} nodes={nodes.map(({ id }) => id)} />
  ) : (
    <Whole session={session} document={document} close={close} />
  );
}

function Several({
  session,
  view: { document, catalogue },
  nodes,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly nodes: readonly string[];
}) {
  return (
    <div className={classes.form}>
      <div className={classes.label}>{nodes.length} nodes are selected</div>
      <p className={classes.summary}>Drag to move them together; Delete removes them.</p>
      <fieldset className={classes.arrangements} aria-label="Arrange">
        {ARRANGEMENTS.map(({ id, label, Icon, least, act }) => {
          const arranged = nodes.length < least ? undefined : act(document, catalogue, nodes);
          return (
            <Tooltip key={id} label={nodes.length < least ? `${label}: select ${least} nodes or more` : label}>
              <ActionIcon
                variant="default"
                size={32}
                aria-label={label}
                aria-disabled={arranged === undefined}
                {...(arranged === undefined && { "data-disabled": true })}
                onClick={() => arranged && session.act(arranged)}
              >
                <Icon size={18} />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </fieldset>
    </div>
  );
}

function Whole({
  session,
  document,
  close,
}: {
  readonly session: DraftSession;
  readonly document: PipelineDocument;
  readonly close: () => void;
}) {
  const text = useCommitted(document.description, (description) =>
    session.act({ label: "Describe", edits: [{ edit: "setDescription", description }] }),
  );
  const count = document.nodes.length;
  return (
    <>
      <div className={classes.head}>
        <div className={classes.title}>
          <h2>About this pipeline</h2>
          <p className={classes.summary}>
            {count === 0
              ? "Nothing is drawn yet."
              : `${count} ${count === 1 ? "node" : "nodes"}. Select one to change it.`}
          </p>
        </div>
        <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Close the inspector" onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes.form}>
        <Textarea
          {...text}
          label="Description"
          placeholder="What is this pipeline for?"
          autosize
          minRows={3}
          maxRows={16}
        />
      </div>
    </>
  );
}
