import IconAlertCircle from "@tabler/icons-react/dist/esm/icons/IconAlertCircle.mjs";
import IconAlertTriangle from "@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs";
import IconArrowBackUp from "@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs";
import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import IconArrowForwardUp from "@tabler/icons-react/dist/esm/icons/IconArrowForwardUp.mjs";
import IconArrowsJoin from "@tabler/icons-react/dist/esm/icons/IconArrowsJoin.mjs";
import IconArrowsSplit2 from "@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import IconBox from "@tabler/icons-react/dist/esm/icons/IconBox.mjs";
import IconChevronLeft from "@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs";
import IconClock from "@tabler/icons-react/dist/esm/icons/IconClock.mjs";
import IconCode from "@tabler/icons-react/dist/esm/icons/IconCode.mjs";
import IconColumns3 from "@tabler/icons-react/dist/esm/icons/IconColumns3.mjs";
import IconCopyOff from "@tabler/icons-react/dist/esm/icons/IconCopyOff.mjs";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconDownload from "@tabler/icons-react/dist/esm/icons/IconDownload.mjs";
import IconFile from "@tabler/icons-react/dist/esm/icons/IconFile.mjs";
import IconFileDownload from "@tabler/icons-react/dist/esm/icons/IconFileDownload.mjs";
import IconFileText from "@tabler/icons-react/dist/esm/icons/IconFileText.mjs";
import IconFilter from "@tabler/icons-react/dist/esm/icons/IconFilter.mjs";
import IconFolder from "@tabler/icons-react/dist/esm/icons/IconFolder.mjs";
import IconGavel from "@tabler/icons-react/dist/esm/icons/IconGavel.mjs";
import IconGitBranch from "@tabler/icons-react/dist/esm/icons/IconGitBranch.mjs";
import IconGitMerge from "@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs";
import IconInfoCircle from "@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs";
import IconLayoutAlignBottom from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignBottom.mjs";
import IconLayoutAlignCenter from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignCenter.mjs";
import IconLayoutAlignLeft from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignLeft.mjs";
import IconLayoutAlignMiddle from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignMiddle.mjs";
import IconLayoutAlignRight from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignRight.mjs";
import IconLayoutAlignTop from "@tabler/icons-react/dist/esm/icons/IconLayoutAlignTop.mjs";
import IconLayoutDistributeHorizontal from "@tabler/icons-react/dist/esm/icons/IconLayoutDistributeHorizontal.mjs";
import IconLayoutDistributeVertical from "@tabler/icons-react/dist/esm/icons/IconLayoutDistributeVertical.mjs";
import IconListNumbers from "@tabler/icons-react/dist/esm/icons/IconListNumbers.mjs";
import IconMaximize from "@tabler/icons-react/dist/esm/icons/IconMaximize.mjs";
import IconMinus from "@tabler/icons-react/dist/esm/icons/IconMinus.mjs";
import IconMoon from "@tabler/icons-react/dist/esm/icons/IconMoon.mjs";
import IconPlayerPlay from "@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs";
import IconPlus from "@tabler/icons-react/dist/esm/icons/IconPlus.mjs";
import IconRocket from "@tabler/icons-react/dist/esm/icons/IconRocket.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import IconSum from "@tabler/icons-react/dist/esm/icons/IconSum.mjs";
import IconSun from "@tabler/icons-react/dist/esm/icons/IconSun.mjs";
import IconTerminal2 from "@tabler/icons-react/dist/esm/icons/IconTerminal2.mjs";
import IconTimeline from "@tabler/icons-react/dist/esm/icons/IconTimeline.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import IconUpload from "@tabler/icons-react/dist/esm/icons/IconUpload.mjs";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import type { ComponentType } from "react";

/** Imported one by one: the package's index would bring thousands into every test. */
type Icon = ComponentType<{ readonly size?: number; readonly stroke?: number; readonly color?: string }>;

/** The icons that node types may name. */
const NODE_ICONS: Readonly<Record<string, Icon>> = {
  "arrows-split": IconArrowsSplit2,
  clock: IconClock,
  code: IconCode,
  "copy-off": IconCopyOff,
  "file-down": IconFileDownload,
  "file-text": IconFileText,
  filter: IconFilter,
  gavel: IconGavel,
  "git-branch": IconGitBranch,
  "git-merge": IconGitMerge,
  join: IconArrowsJoin,
  "list-numbers": IconListNumbers,
  sigma: IconSum,
  "table-columns": IconColumns3,
  terminal: IconTerminal2,
  timeline: IconTimeline,
};

/** The icon of a node type; a box for a name the designer does not know. */
export function iconOf(name: string | undefined): Icon {
  return (name !== undefined && Object.hasOwn(NODE_ICONS, name) ? NODE_ICONS[name] : undefined) ?? IconBox;
}

export {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconBox,
  IconChevronLeft,
  IconClock,
  IconDots,
  IconDownload,
  IconFile,
  IconFolder,
  IconInfoCircle,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconMaximize,
  IconMinus,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconRocket,
  IconSearch,
  IconSun,
  IconTrash,
  IconUpload,
  IconX,
};
