import { Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "../../app/icons";
import type { ConfigField, FieldType, ListType } from "../../canvas-core/catalogue/catalogue";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { type FieldPath, stepTo } from "../../canvas-core/document/fieldPath";
import { blankOf } from "../../canvas-core/drawing/blank";
import { isArray, isObject, type Json, type JsonArray, member } from "../../canvas-core/json/json";
import { FieldEditor, type FieldProps } from "./FieldEditor";
import { Fields } from "./Fields";
import { useForm } from "./FormContext";
import classes from "./Inspector.module.css";
import { keyOf, singular } from "./lists";
import { ElementAct, FieldFrame } from "./ObjectFields";

/** A list: its elements in order, each to be changed, moved and removed, and a way to one more. */
export function ListField(props: FieldProps & { readonly type: ListType }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const elements = isArray(value) ? value : [];
  const isFull = type.maxSize !== undefined && elements.length >= type.maxSize;
  const label = labelOfField(field);
  const one = (singular(label) ?? label).toLowerCase();
  return (
    <FieldFrame {...props}>
      <div className={classes.elements}>
        {elements.map((element, index) => (
          <Element
            // The id where there is one; an element without one is its place.
            key={keyOf(elements, index)}
            list={elements}
            index={index}
            element={element}
            type={type.of}
            path={path}
            name={`${one} ${index + 1}`}
          />
        ))}
        <Button
          className={classes.more}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          aria-label={`Add ${one}`}
          disabled={isFull}
          onClick={() => form.add(path, blankOf(type.of, form.newElementId))}
        >
          {singular(label) === undefined ? "Add" : `Add ${one}`}
        </Button>
      </div>
    </FieldFrame>
  );
}

interface ElementProps {
  readonly list: JsonArray;
  readonly index: number;
  readonly element: Json;
  readonly type: FieldType;
  readonly path: FieldPath;
  readonly name: string;
}

function Element({ list, index, element, type, path, name }: ElementProps) {
  const form = useForm();
  const at = [...path, stepTo(list, index)];
  const acts = (
    <>
      <ElementAct label={`Move ${name} up`} run={index > 0 ? () => form.moveElement(at, index - 1) : undefined}>
        <IconArrowUp size={14} />
      </ElementAct>
      <ElementAct
        label={`Move ${name} down`}
        run={index < list.length - 1 ? () => form.moveElement(at, index + 1) : undefined}
      >
        <IconArrowDown size={14} />
      </ElementAct>
      <ElementAct label={`Remove ${name}`} run={() => form.removeElement(at)}>
        <IconX size={14} />
      </ElementAct>
    </>
  );
  const fields = type.kind === "object" ? type.fields : undefined;
  if (!fields) {
    const field: ConfigField = { name, type, required: false, label: name, help: "", advanced: false };
    return (
      <div className={classes.box}>
        <div className={classes.boxHead}>
          <span className={classes.label}>{capital(name)}</span>
          {acts}
        </div>
        <FieldEditor field={field} value={element} path={at} />
      </div>
    );
  }
  const config = isObject(element) ? element : {};
  return (
    <section className={classes.box} aria-label={capital(name)}>
      <div className={classes.boxHead}>
        <span className={classes.label}>{titleOf(config, capital(name))}</span>
        {acts}
      </div>
      <Fields fields={index === 0 ? fields : fields.map((field) => ({ ...field, help: "" }))} config={config} at={at} />
    </section>
  );
}

function titleOf(config: Readonly<Record<string, Json>>, otherwise: string): string {
  const name = member(config, "name");
  return typeof name === "string" && name !== "" ? name : otherwise;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
