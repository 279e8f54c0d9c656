// The list of documents, kept as the server has it while anything moves.
import { announce } from "../components/announcer.js";
import { requestJson } from "../components/api.js";
import { text } from "./texts.js";

const POLL_MS = 1500;
const LONGEST_POLL_MS = 15_000;

export class DocumentList {
  constructor(root, url) {
    this.list = root.querySelector('[data-part="documents"]');
    this.none = root.querySelector('[data-part="none"]');
    this.heading = root.querySelector("#documents-heading");
    this.url = url;
    this.pause = POLL_MS;
    this.timer = null;
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
    if (this.isMoving()) this.plan();
  }

  isMoving() {
    return this.rows().some((row) => row.classList.contains("document--moving"));
  }

  rows() {
    return [...this.list.children];
  }

  row(id) {
    return this.rows().find((row) => row.dataset.document === id);
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), this.pause);
  }

  /** Ask for the state of all documents; a lost connection is tried again, ever more slowly. */
  async poll() {
    clearTimeout(this.timer);
    try {
      const { documents } = await requestJson("GET", this.url);
      this.pause = POLL_MS;
      this.show(documents);
    } catch (error) {
      if (error.status === 401) return;
      this.pause = Math.min(this.pause * 2, LONGEST_POLL_MS);
      this.plan();
      return;
    }
    if (this.isMoving()) this.plan();
  }

  show(documents) {
    const known = new Set(documents.map(({ id }) => id));
    for (const row of this.rows()) if (!known.has(row.dataset.document)) this.remove(row);
    documents.forEach((state, position) => {
      const row = this.row(state.id);
      const fresh = row ? patch(row, state) : rowOf(state);
      if (this.list.children[position] !== fresh) {
        this.list.insertBefore(fresh, this.list.children[position] ?? null);
      }
    });
    this.count();
  }

  remove(row) {
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    this.count();
    if (hadFocus) this.heading.focus();
  }

  count() {
    const count = this.list.childElementCount;
    this.heading.textContent = text("document_count", { count });
    this.none.hidden = count > 0;
  }
}

function rowOf({ html }) {
  const template = document.createElement("template");
  template.innerHTML = html; // Our own template; what documents say is escaped there.
  return template.content.querySelector("li");
}

/** Bring a row up to date without moving the focus or what a screen reader stands on. */
function patch(row, state) {
  const fresh = rowOf(state);
  if (row.dataset.status !== state.status) tell(state);
  row.className = fresh.className;
  Object.assign(row.dataset, fresh.dataset);
  row.querySelector(".document__facts").textContent =
    fresh.querySelector(".document__facts").textContent;
  for (const name of ["state", "actions"]) replacePart(row, fresh, name);
  return row;
}

function replacePart(row, fresh, name) {
  const old = row.querySelector(`[data-part="${name}"]`);
  const next = fresh.querySelector(`[data-part="${name}"]`);
  if (old.innerHTML === next.innerHTML) return;
  const action = old.contains(document.activeElement) && document.activeElement.dataset.action;
  old.replaceWith(next);
  if (action === false) return;
  const again = action && next.querySelector(`[data-action="${action}"]`);
  (again || row.querySelector("h3")).focus();
}

function tell({ title, status, sentence }) {
  if (status === "ready") announce(text("ready", { title }));
  else if (status === "failed") announce(text("failed", { title, sentence }));
}
