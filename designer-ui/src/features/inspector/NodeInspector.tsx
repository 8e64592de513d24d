import { useMemo, useRef } from "react";
import { categoryColour } from "../../app/category";
import { iconOf } from "../../app/icons";
import { usePorts } from "../../app/Ports";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import type { Node } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import type { Checked } from "../../canvas-core/drawing/checked";
import { columnsInto, tablesInto } from "../../canvas-core/drawing/columns";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import { FailedRows } from "./FailedRows";
import { FieldProblems } from "./FieldProblems";
import { Fields } from "./Fields";
import { FormContext } from "./FormContext";
import { formOf } from "./formOf";
import classes from "./Inspector.module.css";
import { Links } from "./Links";
import { useCommitted } from "./useCommitted";
import { type Focus, useFieldFocus } from "./useFieldFocus";
import { useFunctions } from "./useFunctions";

/** One node: its name, what is wrong with it, its form, and where its rows come from and go. */
export function NodeInspector({
  session,
  view,
  node,
  type,
  problems,
  checked,
  focus,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly node: Node;
  readonly type: NodeTypeDescriptor | undefined;
  readonly problems: readonly Problem[];
  readonly checked: Checked | undefined;
  readonly focus: Focus | undefined;
}) {
  const { random } = usePorts().surroundings;
  const functions = useFunctions();
  const { document } = view;
  const form = useMemo(() => {
    const columns = (input?: string) => columnsInto(document, checked, node.id, input);
    const tables = () => (type ? tablesInto(document, checked, node, type) : []);
    return type ? formOf(session, node, type, { problems, columns, tables, functions }, random) : undefined;
  }, [session, node, type, problems, random, document, checked, functions]);
  const whole = useRef<HTMLDivElement>(null);
  useFieldFocus(whole, focus);
  const name = useCommitted(node.name, (text) =>
    session.act({ label: "Rename", edits: [{ edit: "renameNode", node: node.id, name: text.trim() }] }),
  );
  const Icon = iconOf(type?.icon);
  const unplaced = problems.filter(
    (problem) => (problem.fieldPath?.length ?? 0) < 2 || problem.fieldPath?.[0]?.key !== "config",
  );
  return (
    <div ref={whole}>
      <div className={classes.head}>
        <span className={classes.icon}>
          <Icon size={22} stroke={1.75} color={categoryColour(type?.category)} />
        </span>
        <div className={classes.title}>
          <input
            {...name}
            className={classes.name}
            aria-label="Name of the node"
            placeholder={type?.name ?? node.type}
            spellCheck={false}
          />
          <p className={classes.summary}>{type?.summary ?? `The node type ${node.type} is not known here.`}</p>
        </div>
      </div>
      {form && type && (
        <FormContext value={form}>
          <form
            className={classes.form}
            aria-label={`Settings of ${node.name || type.name}`}
            onSubmit={(event) => event.preventDefault()}
          >
            <Fields fields={type.configSchema.fields} config={node.config} at={[]} />
          </form>
        </FormContext>
      )}
      {/* Below the form: what the check finds must not push away what is being edited. */}
      {unplaced.length > 0 && (
        <div className={classes.unplaced}>
          <div className={classes.problems}>
            <FieldProblems
              problems={unplaced}
              fix={({ label, edits }) => session.act({ label: label.replaceAll("`", ""), edits })}
            />
          </div>
        </div>
      )}
      <Links session={session} view={view} node={node} />
      <FailedRows session={session} view={view} node={node} />
    </div>
  );
}
