import { Button } from "@mantine/core";
import { useState } from "react";
import type { ConfigField } from "../../canvas-core/catalogue/catalogue";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import { type JsonObject, member } from "../../canvas-core/json/json";
import { FieldEditor } from "./FieldEditor";
import { useForm } from "./FormContext";
import classes from "./Inspector.module.css";

/** The fields of an object, in the order of its schema; those that few need are folded away until one is in use or wrong. */
export function Fields({
  fields,
  config,
  at,
}: {
  readonly fields: readonly ConfigField[];
  readonly config: JsonObject;
  readonly at: FieldPath;
}) {
  const form = useForm();
  const isNeeded = fields.some(
    ({ advanced, name }) =>
      advanced && (member(config, name) !== undefined || form.problemsWithin([...at, { key: name }]).length > 0),
  );
  const [isOpen, setOpen] = useState(false);
  const shown = fields.filter((field) => field.type.kind !== "elementId");
  const advanced = shown.filter((field) => field.advanced);
  const isUnfolded = isOpen || isNeeded;
  const editor = (field: ConfigField) => (
    <FieldEditor
      key={field.name}
      field={field}
      value={member(config, field.name)}
      path={[...at, { key: field.name }]}
    />
  );
  return (
    <>
      {shown.filter((field) => !field.advanced).map(editor)}
      {advanced.length > 0 && !isUnfolded && (
        <Button
          className={classes.more}
          variant="subtle"
          size="compact-sm"
          color="var(--mr-text-soft)"
          onClick={() => setOpen(true)}
        >
          More settings
        </Button>
      )}
      {isUnfolded && advanced.map(editor)}
    </>
  );
}
