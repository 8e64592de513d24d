import { useRef, useState } from "react";

/**
 * Whether the inspector is open: while something is selected, or somebody asked what the pipeline itself is about. It never
 * opens during a drag, since it would come to lie under the pointer.
 */
export function useInspecting(hasSelection: boolean) {
  const [isAboutOpen, setAboutOpen] = useState(false);
  const [isDragging, setDragging] = useState(false);
  const wasOpen = useRef(false);
  const isOpen = (hasSelection || isAboutOpen) && (wasOpen.current || !isDragging);
  wasOpen.current = isOpen;
  return { isOpen, setAboutOpen, isDragging, setDragging };
}
