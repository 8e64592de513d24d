import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { KeyedState, KeyOfNode } from "../../ports/DeploymentStore";
import classes from "./State.module.css";
import { extentOf } from "./words";

/** Which key of which node: the selected node, where it has keys. Values are kept by the name of their column. */
export function KeyForm({
  states,
  selected,
  titleOf,
  look,
}: {
  /** One for each node. */
  readonly states: readonly KeyedState[];
  readonly selected: string | undefined;
  readonly titleOf: (node: string) => string;
  readonly look: (key: KeyOfNode) => void;
}) {
  const [picked, pick] = useState<string>();
  const [seen, setSeen] = useState(selected);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  // A node that is selected on the drawing is meant from then on, until another is picked here.
  if (seen !== selected) {
    setSeen(selected);
    pick(undefined);
  }
  const named = (node: string | undefined) => states.find((state) => state.node === node);
  const state = named(picked) ?? named(selected) ?? states[0];
  if (state === undefined) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look({ node: state.node, values: state.key.map(({ name }) => values[name] ?? "") });
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label="Which key">
      <NativeSelect
        size="xs"
        label="Node"
        description={extentOf(state)}
        data={states.map(({ node }) => ({ value: node, label: titleOf(node) }))}
        value={state.node}
        onChange={(event) => pick(event.currentTarget.value)}
      />
      {state.key.map(({ name, type }) => (
        <TextInput
          key={name}
          size="xs"
          label={name}
          description={type}
          value={values[name] ?? ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((before) => ({ ...before, [name]: value }));
          }}
        />
      ))}
      <Button type="submit" size="xs" variant="default">
        Look up
      </Button>
    </form>
  );
}
