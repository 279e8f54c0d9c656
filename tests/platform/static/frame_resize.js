// Follows the height that a tool asks for, as Canvas does (subject lti.frameResize).
const { toolOrigin } = document.body.dataset;
const frame = document.querySelector("iframe.tool");

window.addEventListener("message", (event) => {
  if (!frame || event.origin !== toolOrigin || event.source !== frame.contentWindow) return;
  const height = Number(event.data?.height);
  if (event.data?.subject !== "lti.frameResize" || !(height > 0)) return;
  frame.style.height = `${Math.min(height, 5000)}px`;
});
