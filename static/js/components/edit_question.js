// The last question in other words, written in its own place.
import { text } from "./texts.js";

const IME_KEY_CODE = 229;

/** Open the form in the place of the question; onAsk(words) as the composer's. */
export function editQuestion(turn, onAsk) {
  const header = turn.element.querySelector(".turn__question");
  if (header.querySelector("form")) return;
  const form = document.getElementById("edit-template").content.cloneNode(true).firstElementChild;
  const field = form.querySelector("textarea");
  const opener = header.querySelector('[data-action="edit"]');
  const heading = header.querySelector(".turn__text");
  field.value = turn.question;
  const close = () => {
    form.remove();
    heading.classList.remove("visually-hidden");
    opener.hidden = false;
  };
  const cancel = () => {
    close();
    opener.focus();
  };
  form.querySelector('[data-action="cancel-edit"]').addEventListener("click", cancel);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, field.value.trim(), onAsk, close);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
    const isComposing = event.isComposing || event.keyCode === IME_KEY_CODE;
    if (event.target !== field || event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  heading.classList.add("visually-hidden"); // The outline of the page keeps its heading.
  opener.hidden = true;
  header.prepend(form);
  field.focus();
}

async function send(form, words, onAsk, close) {
  if (!words || form.hasAttribute("aria-busy")) return;
  const error = form.querySelector('[role="alert"]');
  form.setAttribute("aria-busy", "true");
  error.hidden = true;
  try {
    await onAsk(words);
    close();
    document.getElementById("question").focus();
  } catch (failure) {
    error.textContent = failure.sentence || text(failure.status ? "failed" : "network");
    error.hidden = false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}
