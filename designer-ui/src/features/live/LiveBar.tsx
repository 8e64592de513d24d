import { InBar } from "../../app/Frame";
import pageClasses from "../pipeline/PipelinePage.module.css";
import { ModeSwitch } from "./ModeSwitch";

/** What the top bar says of a pipeline in Live before anything is known of its deployment. */
export function LiveBar({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <InBar>
      <span className={pageClasses.divider} />
      <span className={pageClasses.name} title={name}>
        {name}
      </span>
      <ModeSwitch id={id} />
      <span className={pageClasses.spring} />
    </InBar>
  );
}
