import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "../../app/icons";

/** Opens the browser's choice of files. */
export function UploadButton({
  label,
  upload,
  look = "default",
}: {
  readonly label: string;
  readonly upload: (files: readonly File[]) => void;
  readonly look?: "default" | "filled";
}) {
  return (
    <FileButton multiple onChange={upload}>
      {(props) => (
        <Button {...props} variant={look} size={look === "filled" ? "sm" : "xs"} leftSection={<IconUpload size={14} />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
