import classes from "./Files.module.css";

/** The way from the outermost folder to one; each leads there. */
export function Folders({ folder, open }: { readonly folder: string; readonly open: (folder: string) => void }) {
  const parts = folder === "" ? [] : folder.split("/");
  return (
    <nav className={classes.folders} aria-label="Folders">
      <button type="button" disabled={parts.length === 0} onClick={() => open("")}>
        All files
      </button>
      {parts.map((part, index) => {
        const path = parts.slice(0, index + 1).join("/");
        return (
          <span key={path}>
            <span aria-hidden="true">/</span>
            <button type="button" disabled={index === parts.length - 1} onClick={() => open(path)}>
              {part}
            </button>
          </span>
        );
      })}
    </nav>
  );
}
