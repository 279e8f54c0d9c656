// A place to drop files on; the button beside it does the same by keyboard.

export function startDropZone(zone, onFiles) {
  let depth = 0; // Entering a child leaves the parent: count both.
  const highlight = () => zone.classList.toggle("drop--over", depth > 0);
  addEventListener("dragenter", (event) => carriesFiles(event) && ((depth += 1), highlight()));
  addEventListener("dragleave", (event) => {
    if (carriesFiles(event)) depth = Math.max(0, depth - 1);
    highlight();
  });
  // A file that misses the zone must not replace the page.
  addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    highlight();
    onFiles([...event.dataTransfer.files]);
  });
}

/** Let a button open the file dialog of an input. */
export function startChooser(button, input, onFiles) {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // So that the same file can be chosen again.
    onFiles(files);
  });
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
