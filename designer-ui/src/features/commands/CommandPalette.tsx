import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Chooser, type Option } from "../../app/Chooser";
import { categoryColour } from "../../app/category";
import { iconOf } from "../../app/icons";
import { usePorts } from "../../app/Ports";
import { type Catalogue, findType, titleOf } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { type Command, GROUPS } from "./Command";
import classes from "./CommandPalette.module.css";
import { Keys } from "./Keys";
import { type Found, ranked } from "./ranked";

interface Entry extends Option, Found {
  readonly run: () => void;
}

/** All that can be done now, and all places to go to: the nodes of this drawing and the other pipelines. */
export function CommandPalette({
  commands,
  document,
  catalogue,
  show,
  close,
}: {
  readonly commands: readonly Command[];
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  /** Selects a node and brings it into view. */
  readonly show: (node: string) => void;
  readonly close: () => void;
}) {
  const { pipelines, workspace } = usePorts();
  const navigate = useNavigate();
  const others = useQuery({ queryKey: ["pipelines"], queryFn: () => pipelines.pipelines() }).data ?? [];

  const entries: readonly Entry[] = [
    ...GROUPS.flatMap((group) =>
      commands.flatMap(({ id, label, group: of, keys, run, isOff, isKeysOnly, also }): Entry[] =>
        of === group && run && !isOff && !isKeysOnly
          ? [
              {
                id: `command ${id}`,
                label,
                head: group,
                run,
                ...(keys?.[0] !== undefined && { end: <Keys of={keys[0]} /> }),
                ...(also !== undefined && { also }),
              },
            ]
          : [],
      ),
    ),
    ...document.nodes.map((node): Entry => {
      const type = findType(catalogue, node.type, node.typeVersion);
      const Icon = iconOf(type?.icon);
      return {
        id: `node ${node.id}`,
        label: titleOf(node, type),
        head: "Nodes",
        also: type?.name ?? node.type,
        icon: <Icon size={16} stroke={1.75} color={categoryColour(type?.category)} />,
        end: <span className={classes.kind}>{type?.name ?? node.type}</span>,
        run: () => show(node.id),
      };
    }),
    ...others
      .filter(({ id }) => id !== document.id)
      .map(
        ({ id, name }): Entry => ({
          id: `pipeline ${id}`,
          label: name,
          head: "Pipelines",
          end: <span className={classes.kind}>Pipeline</span>,
          run: () =>
            void navigate({ to: "/w/$workspace/pipelines/$pipelineId", params: { workspace, pipelineId: id } }),
        }),
      ),
  ];
  return (
    <div className={classes.palette} role="dialog" aria-label="Commands">
      <Chooser
        label="Search commands, nodes and pipelines"
        listLabel="Commands"
        placeholder="Search commands, nodes and pipelines"
        find={(words) => ranked(entries, words)}
        none="Nothing is called so."
        choose={({ run }) => run()}
        close={close}
      />
    </div>
  );
}
