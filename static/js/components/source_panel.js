// A source at its page: beside the chat where there is room, over it where there is not.
import { request } from "./api.js";
import { codeOf, copyText } from "./copying.js";
import { copyFormula, prepareFormulas } from "./formulas.js";
import { text } from "./texts.js";
import { sourceOf } from "./sources.js";

const ROOM = matchMedia("(min-width: 56rem)");

export class SourcePanel {
  constructor(dialog) {
    this.dialog = dialog;
    this.body = dialog.querySelector('[data-part="body"]');
    this.pictures = [];
    dialog.querySelector('[data-action="close"]').addEventListener("click", () => this.close());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
    dialog.addEventListener("close", () => this.dialog.open || this.forget());
    this.body.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.matches('[data-action="page"]')) this.show(Number(button.dataset.page));
      else if (button?.matches(".code__copy")) copyText(button, codeOf(button));
      else if (button?.matches(".formula__copy")) copyFormula(button);
    });
    ROOM.addEventListener("change", () => this.dialog.open && this.fit());
  }

  /** Show a source of an answer; opener gets the focus back. */
  open(opener, answer, answerId, number) {
    const source = sourceOf(answer, number);
    this.url = `/answers/${encodeURIComponent(answerId)}/sources/${encodeURIComponent(number)}`;
    this.opener = opener;
    this.part("number").textContent = number;
    this.part("title").textContent = source?.title ?? "";
    this.markCurrent(answer, number);
    this.fit();
    this.dialog.querySelector("h2").focus({ preventScroll: true });
    return this.show();
  }

  /** A dialog of the page where there is room; a modal one where it covers the chat. */
  fit() {
    if (this.dialog.open) this.dialog.close();
    if (ROOM.matches) this.dialog.show();
    else this.dialog.showModal();
  }

  async show(page) {
    const wanted = page === undefined ? this.url : `${this.url}?page=${page}`;
    this.wanted = wanted;
    this.body.setAttribute("aria-busy", "true");
    try {
      const response = await request("GET", wanted);
      const html = await response.text();
      if (this.wanted !== wanted) return; // Another page was asked for meanwhile.
      this.body.innerHTML = html; // Our own template; what documents say is escaped there.
      this.body.scrollTop = 0;
      prepareFormulas(this.body);
      await this.loadPicture();
      if (this.wanted === wanted) this.scrollToMark();
    } catch (error) {
      if (this.wanted === wanted) this.showFailure(error.sentence || text("source_failed"));
    } finally {
      if (this.wanted === wanted) this.body.removeAttribute("aria-busy");
    }
  }

  showFailure(sentence) {
    const note = document.createElement("p");
    note.className = "note note--caution";
    note.textContent = sentence;
    this.body.replaceChildren(note);
  }

  async loadPicture() {
    const image = this.body.querySelector("img[data-picture]");
    if (!image) return;
    const sheet = image.closest(".page-view__sheet");
    const width = Math.min(2000, Math.max(600, Math.ceil(sheet.clientWidth * devicePixelRatio)));
    try {
      const response = await request("GET", `${image.dataset.picture}?width=${width}`);
      const url = URL.createObjectURL(await response.blob());
      this.pictures.push(url);
      image.src = url;
      await image.decode();
      sheet.dataset.isReady = "true";
    } catch {
      sheet.hidden = true;
      sheet.parentElement.querySelector(".page-view__failed").hidden = false;
    }
  }

  scrollToMark() {
    const sheet = this.body.querySelector(".page-view__sheet:not([hidden])");
    const mark = sheet?.querySelector("rect") ?? this.body.querySelector("mark, .page-view__marked");
    if (!mark) return;
    // scrollIntoView would scroll the course page around the frame too.
    const [place, room] = [mark, this.body].map((one) => one.getBoundingClientRect());
    this.body.scrollTop += place.top - room.top - Math.max(0, (room.height - place.height) / 2);
  }

  close() {
    this.dialog.close();
    this.opener?.focus();
  }

  forget() {
    for (const url of this.pictures.splice(0)) URL.revokeObjectURL(url);
    this.markCurrent(null);
  }

  markCurrent(answer, number) {
    for (const old of document.querySelectorAll('.citation[aria-current="true"]')) {
      old.removeAttribute("aria-current");
    }
    for (const mark of answer?.querySelectorAll(`.citation[data-source="${number}"]`) ?? []) {
      mark.setAttribute("aria-current", "true");
    }
  }

  part(name) {
    return this.dialog.querySelector(`[data-part="${name}"]`);
  }
}
