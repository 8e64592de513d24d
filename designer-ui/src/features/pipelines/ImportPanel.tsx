import { Button, FileButton, Textarea } from "@mantine/core";
import { useState } from "react";
import rows from "../../app/List.module.css";
import classes from "./PipelinesPage.module.css";

/** A document's text, pasted or from a file, to become a pipeline. */
export function ImportPanel({ run, leave }: { readonly run: (text: string) => void; readonly leave: () => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className={classes.import}
      aria-label="Import a pipeline"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") run(text);
      }}
    >
      <Textarea
        label="A pipeline as YAML or JSON"
        description="It gets an id of its own, so importing twice makes two."
        autosize
        minRows={6}
        maxRows={16}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { fontFamily: "var(--mr-font-mono)", fontSize: "var(--mr-text-sm)" } }}
      />
      <div className={rows.acts}>
        <Button type="submit" variant="default" size="xs" disabled={text.trim() === ""}>
          Import
        </Button>
        <FileButton
          accept=".yaml,.yml,.json"
          onChange={(file) => {
            void file?.text().then(run);
          }}
        >
          {(props) => (
            <Button {...props} variant="default" size="xs">
              From a file …
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" size="xs" color="var(--mr-text-soft)" onClick={leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
