// A question with its answer: made, renewed, told what the server says.
import { fillSources } from "./sources.js";
import { prepareFormulas } from "./formulas.js";
import { text } from "./texts.js";

const LONG_QUESTION_CHARS = 140;

export class Turn {
  constructor(element) {
    this.element = element;
    this.answer = element.querySelector(".answer");
    this.blocks = this.part("blocks");
    this.shown = []; // The HTML of each block, as it came.
  }

  static make(question) {
    const copy = document.getElementById("turn-template").content.cloneNode(true);
    const turn = new Turn(copy.querySelector(".turn"));
    turn.question = question;
    return turn;
  }

  part(name) {
    return this.element.querySelector(`[data-part="${name}"]`);
  }

  get answerId() {
    return this.element.dataset.answerId;
  }

  get questionId() {
    return this.element.dataset.questionId;
  }

  get isRunning() {
    return this.answer.dataset.state === "running";
  }

  get question() {
    return this.element.querySelector(".turn__text").textContent;
  }

  set question(words) {
    const heading = this.element.querySelector(".turn__text");
    heading.textContent = words;
    heading.classList.toggle("turn__text--long", words.length > LONG_QUESTION_CHARS);
  }

  /** Begin (again): asked tells which answer will be followed. */
  begin(asked) {
    this.element.dataset.questionId = asked.question_id;
    this.element.dataset.answerId = asked.answer_id;
    this.answer.dataset.state = "running";
    this.answer.dataset.canRetry = "false";
    this.answer.removeAttribute("lang");
    this.blocks.replaceChildren();
    this.shown = [];
    this.part("stage").textContent = "";
    this.part("ending").hidden = true;
    this.showSources([]);
    this.clearRating();
  }

  clearRating() {
    for (const thumb of this.element.querySelectorAll("[data-rating]")) {
      thumb.setAttribute("aria-pressed", "false");
    }
    this.part("reasons").hidden = true;
    for (const box of this.part("reasons").querySelectorAll("input")) box.checked = false;
  }

  showStage(sentence) {
    this.part("stage").textContent = sentence;
  }

  showBlock(index, html) {
    while (this.blocks.children.length <= index) {
      const block = document.createElement("div");
      block.className = "answer__block";
      this.blocks.append(block);
    }
    const block = this.blocks.children[index];
    this.shown[index] = html;
    block.innerHTML = html; // Rendered and sanitised by our server (lti_app/web/render.py).
    prepareFormulas(block);
  }

  showBlocks(blocks) {
    while (this.blocks.children.length > blocks.length) this.blocks.lastElementChild.remove();
    for (const [index, html] of blocks.entries()) {
      if (this.shown[index] !== html) this.showBlock(index, html);
    }
    this.shown.length = blocks.length;
  }

  showSources(sources) {
    fillSources(this.part("sources"), sources);
  }

  end(ending) {
    this.showBlocks(ending.blocks);
    this.showSources(ending.sources);
    if (ending.language) this.answer.lang = ending.language;
    const note = this.part("ending");
    note.hidden = ending.code === "answered";
    note.classList.toggle("note--caution", !ending.is_calm);
    this.part("ending-title").textContent = ending.title;
    this.part("ending-advice").textContent = ending.sentence;
    this.answer.dataset.canRetry = String(ending.can_retry);
    this.answer.dataset.state = "ended";
    prepareFormulas(this.answer);
  }

  /** The way to the server is lost for good: what was shown stays, and can be asked for again. */
  breakOff(sentence) {
    const note = this.part("ending");
    note.hidden = false;
    note.classList.add("note--caution");
    this.part("ending-title").textContent = sentence || text("network");
    this.part("ending-advice").textContent = "";
    this.answer.dataset.canRetry = "true";
    this.answer.dataset.state = "ended";
  }
}
