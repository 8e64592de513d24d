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
  const isInUse = ({ name }: ConfigField) =>
    member(config, name) !== undefined || form.problemsWithin([...at, { key: name }]).length > 0;
  const isNeeded = fields.some((field) => field.advanced && isInUse(field));
  const [isUnfolded, setUnfolded] = useState(isNeeded);
  // They stay unfolded when what was wrong with them is mended: a form must not move under somebody's hand.
  if (isNeeded && !isUnfolded) setUnfolded(true);
  const shown = fields.filter(
    (field) => field.type.kind !== "elementId" && (isInUse(field) || !isOfAnotherChoice(field, fields, config)),
  );
  const advanced = shown.filter((field) => field.advanced);
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
          onClick={() => setUnfolded(true)}
        >
          More settings
        </Button>
      )}
      {isUnfolded && advanced.map(editor)}
    </>
  );
}

/** Whether a field holds the options of a choice that was not made, such as those of CSV where the format is JSON: it has its name. */
function isOfAnotherChoice({ name }: ConfigField, fields: readonly ConfigField[], config: JsonObject): boolean {
  return fields.some(
    (other) =>
      other.type.kind === "enum" &&
      other.type.options.some(({ value }) => value === name) &&
      member(config, other.name) !== name,
  );
}
