import { Button, FileButton } from "@mantine/core";
import page from "../../app/Page.module.css";
import classes from "./PipelinesPage.module.css";
import { TEMPLATES } from "./templates";
import type { useNewPipeline } from "./useNewPipeline";

/** What stands where there is no pipeline yet: three ways to the first one. */
export function FirstPipeline({
  create,
  startImport,
}: {
  readonly create: ReturnType<typeof useNewPipeline>;
  readonly startImport: () => void;
}) {
  return (
    <section className={page.empty} aria-labelledby="first-pipeline">
      <h2 id="first-pipeline">Draw your first pipeline</h2>
      <p>Rows come from a source, go through steps that filter, change and combine them, and end in a sink.</p>
      <div className={classes.ways}>
        <div className={classes.way}>
          <h3>Drop a file</h3>
          <p>A CSV or NDJSON file anywhere on this page becomes a source with typed columns.</p>
          <FileButton accept=".csv,.tsv,.ndjson,.jsonl,.json" onChange={(file) => file && void create.file(file)}>
            {(props) => (
              <Button {...props} size="xs">
                Choose a file
              </Button>
            )}
          </FileButton>
        </div>
        <div className={classes.way}>
          <h3>Take a template</h3>
          <p>Its rows are generated, so it runs as it is.</p>
          {TEMPLATES.map((template) => (
            <Button
              key={template.name}
              size="xs"
              variant="default"
              title={template.about}
              onClick={() => void create.template(template)}
            >
              {template.name}
            </Button>
          ))}
        </div>
        <div className={classes.way}>
          <h3>Begin with an empty canvas</h3>
          <p>Draw from the palette, or bring a document.</p>
          <Button size="xs" variant="default" onClick={() => void create.empty()}>
            Empty canvas
          </Button>
          <Button size="xs" variant="default" onClick={startImport}>
            Import YAML
          </Button>
        </div>
      </div>
    </section>
  );
}
