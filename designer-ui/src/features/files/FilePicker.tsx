import { Button } from "@mantine/core";
import { useState } from "react";
import { sizeWords } from "../../app/figures";
import { IconFile, IconFolder } from "../../app/icons";
import rows from "../../app/List.module.css";
import { Waiting } from "../../app/Waiting";
import classes from "./Files.module.css";
import { Folders } from "./Folders";
import { UploadButton } from "./UploadButton";
import { UploadList } from "./UploadList";
import { useFiles } from "./useFiles";
import { useUploads } from "./useUploads";

/** The files of the workspace, to choose one; a new one may be brought along. */
export function FilePicker({
  start,
  choose,
  close,
}: {
  /** The folder that is shown first. */
  readonly start: string;
  readonly choose: (path: string) => void;
  readonly close: () => void;
}) {
  const [folder, setFolder] = useState(start);
  const list = useFiles(folder);
  const { uploads, upload } = useUploads(folder);
  const bring = async (files: readonly File[]) => {
    const [path] = await upload(files);
    if (path !== undefined) choose(path);
  };
  return (
    <section className={classes.picker} aria-label="Choose a file">
      <Folders folder={folder} open={setFolder} />
      <div className={classes.choices}>
        <Waiting query={list}>
          {(items) =>
            items.length === 0 ? (
              <p className={classes.none}>No files here yet.</p>
            ) : (
              items.map(({ path, name, kind, sizeBytes }) => (
                <button
                  key={path}
                  type="button"
                  className={classes.choice}
                  onClick={() => (kind === "folder" ? setFolder(path) : choose(path))}
                >
                  {kind === "folder" ? <IconFolder size={16} /> : <IconFile size={16} />}
                  <span>{name}</span>
                  {kind === "file" && <span className={classes.size}>{sizeWords(sizeBytes)}</span>}
                </button>
              ))
            )
          }
        </Waiting>
      </div>
      <UploadList uploads={uploads} />
      <div className={rows.acts}>
        <UploadButton label="Upload" upload={(files) => void bring(files)} />
        <Button variant="subtle" size="xs" color="var(--mr-text-soft)" onClick={close}>
          Close
        </Button>
      </div>
    </section>
  );
}
