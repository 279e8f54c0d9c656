// One conversation: what is asked, which answer is followed.
import { announce } from "./announcer.js";
import { request, requestJson } from "./api.js";
import { followEvents } from "./events.js";
import { text } from "./texts.js";
import { Turn } from "./turn.js";
import { visit } from "./visit.js";

export class Chat {
  constructor({ element, turns, log, scroll }) {
    this.element = element;
    this.turns = turns;
    this.log = log;
    this.scroll = scroll;
    this.onRunning = () => {};
    this.running = null;
  }

  get conversationId() {
    return this.element.dataset.conversationId;
  }

  /** The address of a conversation; "new" is that of a new one. */
  addressOf(conversationId) {
    const address = new URL(this.element.dataset.url, location.href);
    address.searchParams.set("conversation", conversationId);
    return address.href;
  }

  turnOf(element) {
    const found = element.closest(".turn");
    if (found !== this.running?.element) return new Turn(found);
    return this.running;
  }

  get lastTurn() {
    const last = this.turns.querySelector(".turn:last-of-type");
    return last && new Turn(last);
  }

  /** Follow the answer that was still growing when the page was made. */
  resume() {
    const last = this.lastTurn;
    if (last?.isRunning && last.answerId) this.follow(last, { isNew: false });
  }

  async ask(words) {
    const json = { text: words, conversation_id: this.conversationId || null };
    const asked = await requestJson("POST", "/questions", { json });
    const turn = Turn.make(words);
    this.turns.append(turn.element);
    this.start(turn, asked);
  }

  async edit(turn, words) {
    const asked = await requestJson("POST", `/questions/${turn.questionId}/edit`, {
      json: { text: words },
    });
    turn.question = words;
    this.start(turn, asked);
  }

  async retry(turn) {
    const asked = await requestJson("POST", `/answers/${turn.answerId}/retry`);
    this.start(turn, asked);
  }

  stop() {
    const turn = this.running;
    return turn ? request("POST", `/answers/${turn.answerId}/stop`) : null;
  }

  start(turn, asked) {
    this.keepPlace(asked.conversation_id);
    turn.begin(asked);
    this.scroll.pin();
    this.follow(turn, { isNew: true });
  }

  /** Remember the conversation, in the address too, so that a reload finds it. */
  keepPlace(conversationId) {
    this.element.dataset.conversationId = conversationId;
    document.getElementById("empty-state").hidden = true;
    // Without cookies the page is the answer to a form, which a new address would turn into a plain
    // request without a token; the server then shows the newest conversation by itself.
    if (!visit.isCookieless) history.replaceState(null, "", this.addressOf(conversationId));
  }

  async follow(turn, { isNew }) {
    const ending = { facts: null };
    this.setRunning(turn);
    let hasBegun = !isNew;
    const begin = () => {
      if (!hasBegun) announce(text("answer_begins"));
      hasBegun = true;
    };
    const leaving = new AbortController();
    addEventListener("pagehide", () => leaving.abort(), { once: true });
    try {
      await followEvents(`/answers/${turn.answerId}/events?conversation=${this.conversationId}`, {
        signal: leaving.signal,
        onLost: () => turn.showStage(text("connecting")),
        onEvent: (name, facts) => {
          if (name === "ending") ending.facts = facts;
          if (this.apply(turn, name, facts)) begin();
        },
      });
    } catch (error) {
      turn.breakOff(error.status === 401 ? text("visit_ended") : error.sentence);
    }
    this.setRunning(null);
    if (ending.facts) announceEnding(ending.facts);
  }

  /** Show an event; return whether it brought text. */
  apply(turn, name, facts) {
    if (name === "snapshot") {
      turn.showStage(facts.sentence);
      turn.showSources(facts.sources);
      turn.showBlocks(facts.blocks);
    }
    if (name === "stage") turn.showStage(facts.sentence);
    if (name === "sources") turn.showSources(facts.sources);
    if (name === "block") turn.showBlock(facts.index, facts.html);
    if (name === "ending") turn.end(facts);
    this.scroll.update();
    return name === "block" || (facts.blocks?.length ?? 0) > 0;
  }

  setRunning(turn) {
    this.running = turn;
    this.log.setAttribute("aria-busy", String(Boolean(turn)));
    this.onRunning(Boolean(turn));
  }
}

function announceEnding(ending) {
  const isWhole = ending.code === "answered";
  announce(isWhole ? text("answer_complete") : `${text("answer_ended")} ${ending.title}.`);
}
