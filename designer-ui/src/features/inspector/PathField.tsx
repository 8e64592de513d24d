import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { useState } from "react";
import { IconFolder } from "../../app/icons";
import { usePorts } from "../../app/Ports";
import { fileConfig } from "../../canvas-core/drawing/fileSource";
import { wordsOf } from "../../ports/failures";
import { FilePicker } from "../files";
import type { FieldProps } from "./FieldEditor";
import { useForm } from "./FormContext";
import classes from "./Inspector.module.css";
import { common, MONO } from "./ScalarFields";
import { placeholderOf, spelled } from "./spelling";
import { useCommitted } from "./useCommitted";
import { useFlaw } from "./useFlaw";

/** How many rows are looked at to guess the types of a file's columns. */
const PEEKED_ROWS = 100;

/** A path, typed or chosen. A source that is given a file also takes over what the file seems to hold. */
export function PathField(props: FieldProps) {
  const { field, value, path } = props;
  const form = useForm();
  const { files } = usePorts();
  const [isChoosing, setChoosing] = useState(false);
  const [note, setNote] = useState<string>();
  const flaw = useFlaw(path);
  const written = spelled(value);
  const text = useCommitted(written, (typed) =>
    typed.trim() === "" ? form.clear(path) : form.set(path, typed.trim()),
  );
  const choose = async (chosen: string) => {
    setChoosing(false);
    if (!form.takesSchema) {
      form.set(path, chosen);
      return;
    }
    setNote("Reading its first rows …");
    try {
      const config = fileConfig(chosen, await files.peek(chosen, PEEKED_ROWS));
      form.setAll(Object.entries(config).map(([key, part]) => ({ path: [{ key }], value: part })));
      setNote(undefined);
    } catch (e) {
      form.set(path, chosen);
      setNote(`Its columns could not be read: ${wordsOf(e)}.`);
    }
  };
  return (
    <>
      <TextInput
        {...common(props, flaw)}
        {...text}
        placeholder={placeholderOf(field)}
        spellCheck={false}
        styles={MONO}
        rightSection={
          <Tooltip label="Choose a file">
            <ActionIcon
              variant="subtle"
              color="var(--mr-text-soft)"
              aria-label="Choose a file"
              aria-expanded={isChoosing}
              onClick={() => setChoosing(!isChoosing)}
            >
              <IconFolder size={16} />
            </ActionIcon>
          </Tooltip>
        }
      />
      {note !== undefined && (
        <p className={classes.help} role="status">
          {note}
        </p>
      )}
      {isChoosing && (
        <FilePicker
          start={written.includes("/") ? written.slice(0, written.lastIndexOf("/")) : ""}
          choose={(chosen) => void choose(chosen)}
          close={() => setChoosing(false)}
        />
      )}
    </>
  );
}
