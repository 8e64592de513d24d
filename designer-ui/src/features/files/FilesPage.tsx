import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import rows from "../../app/List.module.css";
import page from "../../app/Page.module.css";
import { Waiting } from "../../app/Waiting";
import type { StoredFile } from "../../ports/FileStore";
import { DropZone } from "./DropZone";
import { FilePeek } from "./FilePeek";
import { FileRow } from "./FileRow";
import { Folders } from "./Folders";
import { UploadButton } from "./UploadButton";
import { UploadList } from "./UploadList";
import { useFiles } from "./useFiles";
import { useUploads } from "./useUploads";

/** The files that pipelines read and write: looked into, brought, taken away. */
export function FilesPage() {
  const { folder = "" } = useSearch({ from: "/w/$workspace/files" });
  const navigate = useNavigate({ from: "/w/$workspace/files" });
  const list = useFiles(folder);
  const { uploads, upload } = useUploads(folder);
  const [looked, setLooked] = useState<string>();
  const open = (path: string) => {
    setLooked(undefined);
    void navigate({ search: path === "" ? {} : { folder: path } });
  };
  const isEmpty = list.data?.length === 0;
  return (
    <DropZone label="Drop files to upload them" drop={(files) => void upload(files)}>
      <div className={page.page}>
        <div className={page.head}>
          <h1>Files</h1>
          {!isEmpty && <UploadButton look="filled" label="Upload files" upload={(files) => void upload(files)} />}
        </div>
        {folder !== "" && <Folders folder={folder} open={open} />}
        <UploadList uploads={uploads} />
        <Waiting query={list}>
          {(items) =>
            items.length === 0 ? (
              <Empty upload={(files) => void upload(files)} />
            ) : (
              <List items={items} open={open} looked={looked} look={setLooked} />
            )
          }
        </Waiting>
      </div>
    </DropZone>
  );
}

function List({
  items,
  open,
  looked,
  look,
}: {
  readonly items: readonly StoredFile[];
  readonly open: (folder: string) => void;
  readonly looked: string | undefined;
  readonly look: (path: string | undefined) => void;
}) {
  return (
    <ul className={rows.list} aria-label="Files">
      {items.map((file) => (
        <li key={file.path}>
          <FileRow
            file={file}
            isOpen={looked === file.path}
            open={() => (file.kind === "folder" ? open(file.path) : look(looked === file.path ? undefined : file.path))}
          />
          {looked === file.path && <FilePeek path={file.path} />}
        </li>
      ))}
    </ul>
  );
}

function Empty({ upload }: { readonly upload: (files: readonly File[]) => void }) {
  return (
    <div className={page.empty}>
      <h2>No files yet</h2>
      <p>
        Drop CSV or NDJSON files here, or choose them. Pipelines read them by their path and write their results beside
        them.
      </p>
      <UploadButton look="filled" label="Upload files" upload={upload} />
    </div>
  );
}
