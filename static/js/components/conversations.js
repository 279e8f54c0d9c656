// Earlier conversations: opened, renamed, deleted, brought back.
import { request } from "./api.js";
import { text } from "./texts.js";
import { openPage } from "./visit.js";

export class Conversations {
  constructor(dialog, chat) {
    this.dialog = dialog;
    this.chat = chat;
    this.body = dialog.querySelector('[data-part="body"]');
    this.status = dialog.querySelector('[data-part="status"]');
    this.deleted = new Set();
    for (const opener of document.querySelectorAll(`[data-opens="${dialog.id}"]`)) {
      opener.addEventListener("click", () => this.load());
    }
    dialog.addEventListener("close", () => this.leaveDeleted());
    this.body.addEventListener("click", (event) => this.act(event));
  }

  async load() {
    this.body.setAttribute("aria-busy", "true");
    try {
      const response = await request("GET", "/conversations");
      this.body.innerHTML = await response.text(); // Our own template, escaped there.
      this.dress();
    } catch (error) {
      this.body.textContent = error.sentence || text("conversations_failed");
    } finally {
      this.body.removeAttribute("aria-busy");
    }
  }

  dress() {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: "medium",
      timeStyle: "short",
    });
    for (const time of this.body.querySelectorAll("time")) {
      time.textContent = format.format(new Date(time.dateTime));
    }
    const current = this.body.querySelector(`[data-conversation-id="${this.chat.conversationId}"] a`);
    if (this.chat.conversationId) current?.setAttribute("aria-current", "page");
  }

  act(event) {
    const action = event.target.closest("[data-action]")?.dataset.action;
    const item = event.target.closest("[data-conversation-id]");
    if (!item || !action) return;
    if (action === "rename") this.rename(item);
    if (action === "delete") this.delete(item);
    if (action === "restore") this.restore(item);
  }

  rename(item) {
    const form = this.copy("rename-form");
    const field = form.querySelector("input");
    const title = item.querySelector(".talks__title");
    const shown = [...item.children];
    const close = () => {
      form.remove();
      for (const child of shown) child.hidden = false;
      item.querySelector('[data-action="rename"]').focus();
    };
    field.value = title.textContent;
    form.querySelector('[data-action="cancel"]').addEventListener("click", close);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // The dialog stays open.
      close();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const json = { title: field.value.trim() };
      if (!(await this.send("PATCH", item, "", json, "renamed"))) return;
      title.textContent = json.title;
      close();
    });
    for (const child of shown) child.hidden = true;
    item.append(form);
    field.select();
  }

  async delete(item) {
    if (!(await this.send("DELETE", item, "", undefined, "deleted"))) return;
    this.deleted.add(item.dataset.conversationId);
    const row = this.copy("deleted-row");
    row.querySelector('[data-part="title"]').textContent =
      item.querySelector(".talks__title").textContent;
    for (const child of item.children) child.hidden = true;
    item.append(row);
    row.querySelector("button").focus();
  }

  async restore(item) {
    if (!(await this.send("POST", item, "/restore", undefined, "restored"))) return;
    this.deleted.delete(item.dataset.conversationId);
    item.querySelector(".talks__deleted").remove();
    for (const child of item.children) child.hidden = false;
    item.querySelector("a").focus();
  }

  async send(method, item, tail, json, told) {
    const url = `/conversations/${item.dataset.conversationId}${tail}`;
    try {
      await request(method, url, { json });
    } catch (error) {
      this.status.textContent = error.sentence || text(error.status ? "failed" : "network");
      return false;
    }
    this.status.textContent = text(told);
    return true;
  }

  /** The conversation on the page was deleted: begin a new one. */
  leaveDeleted() {
    if (this.deleted.has(this.chat.conversationId)) openPage(this.chat.addressOf("new"));
  }

  copy(id) {
    return document.getElementById(id).content.cloneNode(true).firstElementChild;
  }
}
