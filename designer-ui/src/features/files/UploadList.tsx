import { Progress } from "@mantine/core";
import { Words } from "../../app/Words";
import classes from "./Files.module.css";
import type { Upload } from "./useSending";

/** Files on their way, and those that did not arrive. */
export function UploadList({ uploads }: { readonly uploads: readonly Upload[] }) {
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label="Uploads">
      {uploads.map(({ name, share, failure }) => (
        <li key={name} className={classes.upload}>
          <span className={classes.uploadName}>{name}</span>
          {failure === undefined ? (
            <>
              <Progress value={share * 100} aria-label={`Upload of ${name}`} className={classes.bar} />
              <span>{Math.round(share * 100)} %</span>
            </>
          ) : (
            <span role="alert" className={classes.failure}>
              <Words text={`${failure}.`} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
