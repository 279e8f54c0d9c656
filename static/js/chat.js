// The chat page: puts its components together.
import { Chat } from "./components/chat.js";
import { startCitationTips } from "./components/citation_tip.js";
import { Composer } from "./components/composer.js";
import { Conversations } from "./components/conversations.js";
import { answerText, codeOf, copySelectionAsText, copyText } from "./components/copying.js";
import { startDrawers } from "./components/drawers.js";
import { editQuestion } from "./components/edit_question.js";
import { copyFormula, prepareFormulas, toggleFormulas } from "./components/formulas.js";
import { LogScroll } from "./components/log_scroll.js";
import { rate, rateReasons } from "./components/rating.js";
import { SourcePanel } from "./components/source_panel.js";
import { text } from "./components/texts.js";

const byId = (id) => document.getElementById(id);

const turns = byId("turns");
const log = byId("log");
const scroll = new LogScroll({ log, turns, jump: byId("jump") });
const chat = new Chat({ element: byId("chat"), turns, log, scroll });
const panel = new SourcePanel(byId("source-panel"));
const composer = new Composer(byId("composer"), {
  onAsk: (words) => chat.ask(words),
  onStop: () => attempt(() => chat.stop()),
});
chat.onRunning = (isRunning) => composer.setAnswering(isRunning);

async function attempt(act) {
  try {
    await act();
  } catch (error) {
    composer.showError(error.sentence || text(error.status ? "failed" : "network"));
  }
}

const actions = {
  edit: (button) => {
    const turn = chat.turnOf(button);
    if (!composer.isAnswering) editQuestion(turn, (words) => chat.edit(turn, words));
  },
  retry: (button) => {
    if (!composer.isAnswering) attempt(() => chat.retry(chat.turnOf(button)));
  },
  copy: (button) => copyText(button, answerText(button.closest(".answer"))),
  rate: (button) => rate(chat.turnOf(button), button),
  formulas: (button) => toggleFormulas(button),
  "copy-formula": (button) => copyFormula(button),
  source: (button) => openSource(button),
  starter: (button) => composer.ask(button.textContent),
};

function openSource(button) {
  const turn = chat.turnOf(button);
  panel.open(button, turn.answer, turn.answerId, button.dataset.source);
}

turns.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".citation")) openSource(button);
  else if (button.matches(".code__copy")) copyText(button, codeOf(button));
  else if (button.matches(".formula__copy")) copyFormula(button);
  else actions[button.dataset.action]?.(button);
});
turns.addEventListener("change", (event) => {
  if (event.target.closest(".reasons")) rateReasons(chat.turnOf(event.target));
});
document.addEventListener("copy", copySelectionAsText);
document.addEventListener("visit-ended", () => {
  byId("visit-banner").textContent = text("visit_ended");
  byId("visit-banner").hidden = false;
});

startCitationTips(turns);
startDrawers();
new Conversations(byId("conversations"), chat);
for (const answer of turns.querySelectorAll(".answer")) prepareFormulas(answer);
scroll.pin({ isSmooth: false });
chat.resume();
// Within a course page the focus is the reader's; on a page of our own it may wait in the field.
if (window.top === window) byId("question").focus({ preventScroll: true });
