import { Textarea } from "@mantine/core";
import { useState } from "react";
import { Words } from "../../app/Words";
import { labelOfField } from "../../canvas-core/catalogue/words";
import { pretty } from "../../canvas-core/json/canonicalJson";
import { parseJson } from "../../canvas-core/json/jsonText";
import type { FieldProps } from "./FieldEditor";
import { useForm } from "./FormContext";
import { useCommitted } from "./useCommitted";
import { useFlaw } from "./useFlaw";

const MONO = { input: { fontFamily: "var(--mr-font-mono)", fontSize: "var(--mr-text-sm)" } };

/** A value of no particular form, as JSON. */
export function JsonField({ field, value, path }: FieldProps) {
  const form = useForm();
  const problem = useFlaw(path);
  const [flaw, setFlaw] = useState<string>();
  const text = useCommitted(value === undefined ? "" : pretty(value).trimEnd(), (typed) => {
    try {
      if (typed.trim() === "") form.clear(path);
      else form.set(path, parseJson(typed));
      setFlaw(undefined);
    } catch (e) {
      setFlaw(e instanceof Error ? e.message : String(e));
    }
  });
  return (
    <Textarea
      {...text}
      label={labelOfField(field)}
      description={field.help === "" ? undefined : <Words text={field.help} />}
      error={flaw ?? problem}
      withAsterisk={field.required}
      autosize
      minRows={2}
      spellCheck={false}
      styles={MONO}
    />
  );
}
