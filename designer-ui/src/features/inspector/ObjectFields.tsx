import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { IconX } from "../../app/icons";
import { Words } from "../../app/Words";
import type { FieldType } from "../../canvas-core/catalogue/catalogue";
import { inWords, labelOfField } from "../../canvas-core/catalogue/words";
import { blankObject, blankOf } from "../../canvas-core/drawing/blank";
import { isObject, type JsonObject, member } from "../../canvas-core/json/json";
import type { FieldProps } from "./FieldEditor";
import { Fields } from "./Fields";
import { useForm } from "./FormContext";
import classes from "./Inspector.module.css";
import { useFlaw } from "./useFlaw";

/** Label, help and problem around an editor of several inputs. */
export function FieldFrame({ field, path, children }: FieldProps & { readonly children: ReactNode }) {
  const problem = useFlaw(path);
  return (
    <fieldset className={classes.field} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <legend className={classes.label} data-required={field.required || undefined} style={{ padding: 0 }}>
        {labelOfField(field)}
      </legend>
      {field.help !== "" && (
        <p className={classes.help}>
          <Words text={field.help} />
        </p>
      )}
      {children}
      {problem !== undefined && <div className={classes.error}>{problem}</div>}
    </fieldset>
  );
}

/** An object with fields of its own; one that need not be there is added and taken away as a whole. */
export function ObjectField(props: FieldProps & { readonly type: Extract<FieldType, { kind: "object" }> }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const isThere = isObject(value) || field.required;
  return (
    <FieldFrame {...props}>
      {isThere ? (
        <div className={classes.box}>
          <Fields fields={type.fields} config={isObject(value) ? value : {}} at={path} />
          {!field.required && <TakeAway label={labelOfField(field)} run={() => form.clear(path)} />}
        </div>
      ) : (
        <Button
          className={classes.more}
          variant="default"
          size="xs"
          onClick={() => form.set(path, blankOf(type, form.newElementId))}
        >
          Set {labelOfField(field).toLowerCase()}
        </Button>
      )}
    </FieldFrame>
  );
}

/** One of several forms of an object. Fields that the old and the new form share, of one kind, keep their values. */
export function UnionField(props: FieldProps & { readonly type: Extract<FieldType, { kind: "union" }> }) {
  const { field, value, path, type } = props;
  const form = useForm();
  const config = isObject(value) ? value : {};
  const tag = member(config, type.tag);
  const chosen = type.alternatives.find((alternative) => alternative.value === tag);
  const choose = (name: string) => {
    const next = type.alternatives.find((alternative) => alternative.value === name);
    if (!next) {
      form.clear(path);
      return;
    }
    const kindOf = (key: string, of: typeof chosen) => of?.fields.find((known) => known.name === key)?.type.kind;
    const shared: JsonObject = Object.fromEntries(
      Object.entries(config).filter(([key]) => {
        const kind = kindOf(key, next);
        return kind !== undefined && kind === (kindOf(key, chosen) ?? kind);
      }),
    );
    form.set(path, { ...blankObject(next.fields, form.newElementId), ...shared, [type.tag]: name });
  };
  const none = field.required ? "Choose …" : "None";
  return (
    <FieldFrame {...props}>
      <div className={classes.box}>
        <NativeSelect
          size="sm"
          aria-label={`Kind of ${labelOfField(field).toLowerCase()}`}
          description={chosen && chosen.help !== "" ? chosen.help : undefined}
          data={[
            ...(field.required && chosen ? [] : [{ value: "", label: none }]),
            ...type.alternatives.map((alternative) => ({
              value: alternative.value,
              label: inWords(alternative.value),
            })),
          ]}
          value={chosen?.value ?? ""}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {chosen && <Fields fields={chosen.fields} config={config} at={path} />}
      </div>
    </FieldFrame>
  );
}

function TakeAway({ label, run }: { readonly label: string; readonly run: () => void }) {
  return (
    <Button
      className={classes.more}
      variant="subtle"
      size="compact-sm"
      color="var(--mr-text-soft)"
      leftSection={<IconX size={14} />}
      onClick={run}
    >
      Remove {label.toLowerCase()}
    </Button>
  );
}

/** A small button of a list's element. */
export function ElementAct({
  label,
  run,
  children,
}: {
  readonly label: string;
  readonly run: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <ActionIcon variant="subtle" size={24} color="var(--mr-text-soft)" aria-label={label} disabled={!run} onClick={run}>
      {children}
    </ActionIcon>
  );
}
