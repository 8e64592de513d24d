import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ErrorPolicy, Node } from "../../canvas-core/document/document";
import { titleIn } from "../../canvas-core/drawing/connections";
import { letterSinks, lettersTo } from "../../canvas-core/drawing/letters";
import { ExactNumber } from "../../canvas-core/json/json";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import classes from "./Inspector.module.css";
import { useCommitted } from "./useCommitted";

const POLICIES = [
  { value: "fail", label: "The job fails" },
  { value: "skip", label: "It is left out and counted" },
  { value: "deadLetter", label: "It is left out and written to a sink" },
] as const;

/** What happens to rows that fail in a node or, at a dead-letter sink, whose rows come to it. */
export function FailedRows({
  session,
  view,
  node,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly node: Node;
}) {
  const { document, catalogue } = view;
  const writers = lettersTo(document, node.id);
  if (writers.length > 0) {
    return (
      <section className={classes.links} aria-label="Failed rows">
        <h3>Rows that fail come from</h3>
        {writers.map((writer) => (
          <div key={writer.id} className={classes.link}>
            {titleIn(catalogue, writer)}
          </div>
        ))}
      </section>
    );
  }
  const errors = node.errors ?? { policy: "fail" };
  const sinks = letterSinks(document, catalogue, node);
  const set = (policy: ErrorPolicy | undefined) =>
    session.act({
      label: "Change what happens to failed rows",
      edits: [{ edit: "setErrors", node: node.id, ...(policy && { errors: policy }) }],
    });
  const choose = (policy: ErrorPolicy["policy"]) => {
    const limit = errors.limit === undefined ? {} : { limit: errors.limit };
    const [only, ...more] = sinks;
    switch (policy) {
      case "fail":
        return set(undefined);
      case "skip":
        return set({ policy, ...limit });
      default:
        return set({ policy, ...limit, ...(only && more.length === 0 && { to: only.id }) });
    }
  };
  const isKnown = errors.to === undefined || sinks.some(({ id }) => id === errors.to);
  return (
    <section className={classes.links} aria-label="Failed rows">
      <NativeSelect
        size="sm"
        label="When a row fails"
        data={[...POLICIES]}
        value={errors.policy}
        onChange={(event) => choose(event.currentTarget.value as ErrorPolicy["policy"])}
      />
      {errors.policy === "deadLetter" && (
        <NativeSelect
          size="sm"
          label="Sink for failed rows"
          description={sinks.length === 0 ? "Add a sink and draw nothing to it." : undefined}
          value={errors.to ?? ""}
          data={[
            ...(errors.to === undefined ? [{ value: "", label: "Choose …" }] : []),
            ...(isKnown || errors.to === undefined ? [] : [{ value: errors.to, label: `${errors.to} (takes none)` }]),
            ...sinks.map((sink) => ({ value: sink.id, label: titleIn(catalogue, sink) })),
          ]}
          onChange={(event) => {
            const to = event.currentTarget.value;
            if (to !== "") set({ ...errors, to });
          }}
        />
      )}
      {errors.policy !== "fail" && <Limit key={node.id} errors={errors} set={set} />}
    </section>
  );
}

/** How many rows may fail before the job does. */
function Limit({ errors, set }: { readonly errors: ErrorPolicy; readonly set: (policy: ErrorPolicy) => void }) {
  const { limit, ...others } = errors;
  const [isWrong, setWrong] = useState(false);
  const known = limit === undefined ? "" : limit instanceof ExactNumber ? limit.text : String(limit);
  const text = useCommitted(known, (typed) => {
    const plain = typed.trim();
    const isNumber = /^\d{1,18}$/.test(plain);
    setWrong(plain !== "" && !isNumber);
    if (plain === "") set(others);
    else if (isNumber) set({ ...others, limit: ExactNumber.of(plain) });
  });
  return (
    <TextInput
      {...text}
      size="sm"
      label="The job fails after more than"
      placeholder="any number of rows"
      inputMode="numeric"
      error={isWrong ? "Must be a whole number" : undefined}
    />
  );
}
