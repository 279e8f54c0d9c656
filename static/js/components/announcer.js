// The one place from which a screen reader is told that something happened.

const REPEAT_PAUSE_MS = 60;

export function announce(sentence) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  // A status is read again only when its text changes after a pause.
  setTimeout(() => {
    region.textContent = sentence;
  }, REPEAT_PAUSE_MS);
}
