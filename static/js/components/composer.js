// Where a question is written. Its draft outlives a reload; nothing typed is lost on an error.
import { forget, recall, remember } from "./storage.js";
import { text } from "./texts.js";

const LONGEST_ROWS = 8;
const COUNT_FROM = 0.9;
const IME_KEY_CODE = 229; // Safari ends a composition before its Enter (WebKit bug 165004).

export class Composer {
  /** onAsk(words) resolves when the server has taken the question, rejects otherwise. */
  constructor(form, { onAsk, onStop }) {
    this.form = form;
    this.field = form.querySelector("textarea");
    this.send = form.querySelector(".composer__button--send");
    this.stop = form.querySelector(".composer__button--stop");
    this.error = form.querySelector('[data-part="error"]');
    this.count = form.querySelector('[data-part="count"]');
    this.limit = Number(form.dataset.maxChars);
    this.onAsk = onAsk;
    this.draftKey = form.dataset.draftKey;
    this.field.value ||= recall("sessionStorage", this.draftKey) ?? "";
    this.field.addEventListener("input", () => this.keepDraft());
    this.field.addEventListener("keydown", (event) => this.noticeKey(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.field.value);
    });
    this.stop.addEventListener("click", onStop);
    this.resize();
  }

  noticeKey(event) {
    const isComposing = event.isComposing || event.keyCode === IME_KEY_CODE;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.ask(this.field.value);
  }

  async ask(words) {
    const question = words.trim();
    if (!question || this.isAsking || question.length > this.limit) return;
    if (this.isAnswering) {
      this.showError(text("still_answering"));
      return;
    }
    this.isAsking = true;
    this.form.setAttribute("aria-busy", "true");
    this.showError("");
    try {
      const isDraft = this.field.value.trim() === question;
      await this.onAsk(question);
      if (isDraft && this.field.value.trim() === question) this.clear();
    } catch (error) {
      if (!this.field.value.trim()) this.field.value = question;
      this.keepDraft();
      this.showError(error.sentence || text(error.status ? "failed" : "network"));
    } finally {
      this.isAsking = false;
      this.form.removeAttribute("aria-busy");
    }
  }

  clear() {
    this.field.value = "";
    this.keepDraft();
    forget("sessionStorage", this.draftKey);
  }

  keepDraft() {
    remember("sessionStorage", this.draftKey, this.field.value);
    this.resize();
  }

  resize() {
    const lines = this.field.value.split("\n").length;
    this.field.rows = Math.min(Math.max(lines, 1), LONGEST_ROWS);
    const length = this.field.value.trim().length;
    this.count.hidden = length < this.limit * COUNT_FROM;
    this.count.textContent = `${length} / ${this.limit}`;
    this.count.classList.toggle("composer__count--over", length > this.limit);
  }

  setAnswering(isAnswering) {
    this.isAnswering = isAnswering;
    const hadFocus = document.activeElement === this.stop;
    this.send.hidden = isAnswering;
    this.stop.hidden = !isAnswering;
    if (!isAnswering) this.showError("");
    if (hadFocus && !isAnswering) this.field.focus();
  }

  showError(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
  }
}
