import { type DragEvent, useState } from "react";

/** Hears files from outside the browser that are dropped on an element; nodes of the palette are none. */
export function useFileDrop(drop: (files: readonly File[], at: { readonly x: number; readonly y: number }) => void) {
  const [depth, setDepth] = useState(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    isOver: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        // Entering a child is told before leaving its parent, so depth counts both.
        if (hasFiles(event)) setDepth((before) => before + 1);
      },
      onDragLeave: (event: DragEvent) => {
        if (hasFiles(event)) setDepth((before) => Math.max(0, before - 1));
      },
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDrop: (event: DragEvent) => {
        setDepth(0);
        if (!hasFiles(event)) return;
        event.preventDefault();
        drop([...event.dataTransfer.files], { x: event.clientX, y: event.clientY });
      },
    },
  };
}
