import { Button } from "@mantine/core";
import { IconInfoCircle } from "../../app/icons";
import classes from "./PipelinePage.module.css";

/** Opens the inspector on the pipeline itself; in the corner that no menu of the bar covers. */
export function AboutButton({ open }: { readonly open: () => void }) {
  return (
    <Button
      className={classes.about}
      variant="default"
      size="compact-sm"
      leftSection={<IconInfoCircle size={16} />}
      onClick={open}
    >
      About
    </Button>
  );
}
