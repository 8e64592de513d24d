import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "../../app/icons";

/** Opens the browser's choice of files. */
export function UploadButton({
  label,
  upload,
  look = "default",
  accept,
}: {
  readonly label: string;
  readonly upload: (files: readonly File[]) => void;
  readonly look?: "default" | "filled";
  /** Which files are offered, such as `.zip`. */
  readonly accept?: string;
}) {
  return (
    <FileButton multiple onChange={upload} {...(accept !== undefined && { accept })}>
      {(props) => (
        <Button {...props} variant={look} size={look === "filled" ? "sm" : "xs"} leftSection={<IconUpload size={14} />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
