import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sizeWords } from "../../app/figures";
import { IconDownload, IconFile, IconFolder, IconTrash } from "../../app/icons";
import rows from "../../app/List.module.css";
import { Moment } from "../../app/Moment";
import { usePorts } from "../../app/Ports";
import type { StoredFile } from "../../ports/FileStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Files.module.css";

/** A file or folder of the list, with what can be done to it. */
export function FileRow({
  file: { path, name, kind, sizeBytes, changedAt },
  isOpen,
  open,
}: {
  readonly file: StoredFile;
  readonly isOpen: boolean;
  readonly open: () => void;
}) {
  const { files } = usePorts();
  const [isAsked, setAsked] = useState(false);
  const isFile = kind === "file";
  return (
    <>
      <div className={rows.row}>
        <button type="button" className={classes.open} onClick={open} aria-expanded={isFile ? isOpen : undefined}>
          {isFile ? <IconFile size={18} /> : <IconFolder size={18} />}
          <span>{name}</span>
        </button>
        <span className={rows.facts}>
          {isFile && `${sizeWords(sizeBytes)} · `}
          <Moment at={changedAt} />
        </span>
        {isFile && (
          <>
            <Tooltip label="Download">
              <ActionIcon
                component="a"
                href={files.address(path)}
                download={name}
                variant="subtle"
                color="var(--mr-text-soft)"
                aria-label={`Download ${name}`}
              >
                <IconDownload size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Delete">
              <ActionIcon
                variant="subtle"
                color="var(--mr-text-soft)"
                aria-label={`Delete ${name}`}
                onClick={() => setAsked(true)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
      {isAsked && <Question path={path} name={name} leave={() => setAsked(false)} />}
    </>
  );
}

function Question({ path, name, leave }: { readonly path: string; readonly name: string; readonly leave: () => void }) {
  const { files } = usePorts();
  const cache = useQueryClient();
  const [flaw, setFlaw] = useState<string>();
  const remove = async () => {
    try {
      await files.remove(path);
      await cache.invalidateQueries({ queryKey: ["files"] });
    } catch (e) {
      setFlaw(wordsOf(e));
    }
  };
  return (
    <div className={rows.question} role="alertdialog" aria-label={`Delete ${name}`}>
      <span>
        Delete {name} for good? Pipelines that read it will fail. {flaw !== undefined && <strong>{flaw}.</strong>}
      </span>
      <Button size="xs" variant="default" color="var(--mr-bad)" onClick={() => void remove()}>
        Delete
      </Button>
      <Button size="xs" variant="subtle" color="var(--mr-text-soft)" onClick={leave}>
        Keep
      </Button>
    </div>
  );
}
