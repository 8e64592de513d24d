import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { usePorts } from "../../app/Ports";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Savepoints.module.css";
import { useSavepointsChanged } from "./useSavepoints";

/** Makes a savepoint of a deployment: says first what that is, and what it is to be called. */
export function SavepointButton({ deployment }: { readonly deployment: Deployment }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" width={360} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Savepoint …
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SavingForm deployment={deployment} done={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SavingForm({ deployment, done }: { readonly deployment: Deployment; readonly done: () => void }) {
  const { savepoints } = usePorts();
  const changed = useSavepointsChanged();
  const [name, setName] = useState("");
  const [stop, setStop] = useState(false);
  const runs = isActive(deployment);
  const save = useMutation({
    mutationFn: () => {
      const what = { ...(name.trim() !== "" && { name: name.trim() }), stop };
      return savepoints.create(deployment.id, what, crypto.randomUUID());
    },
    onSuccess: async () => {
      done();
      await changed();
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p>
        {runs ? "All state as it is now" : "All state of its last checkpoint"} is written into files that stay until
        they are deleted. Any compatible revision can start from them, in any number of parts.
      </p>
      <TextInput
        label="Name"
        placeholder={deployment.pipeline.name}
        value={name}
        maxLength={100}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {runs && (
        <Checkbox
          size="xs"
          label="Stop afterwards"
          description="It ends at the checkpoint that the savepoint is made of."
          checked={stop}
          onChange={(event) => setStop(event.currentTarget.checked)}
        />
      )}
      {save.error && (
        <span className={classes.failure} role="alert">
          {wordsOf(save.error)}.
        </span>
      )}
      <Button type="submit" size="xs" loading={save.isPending}>
        {stop ? "Make it and stop" : "Make a savepoint"}
      </Button>
    </form>
  );
}
