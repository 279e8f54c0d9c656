// A thumb with reasons: given, changed, taken back.
import { announce } from "./announcer.js";
import { request } from "./api.js";
import { text } from "./texts.js";

export async function rate(turn, thumb) {
  const isTakenBack = thumb.getAttribute("aria-pressed") === "true";
  const rating = isTakenBack ? null : thumb.dataset.rating;
  if (await send(turn, rating, [])) show(turn, rating);
}

export async function rateReasons(turn) {
  await send(turn, "down", chosen(turn));
}

async function send(turn, rating, reasons) {
  try {
    await request("POST", `/answers/${turn.answerId}/rating`, { json: { rating, reasons } });
  } catch (error) {
    announce(error.sentence || text("failed"));
    return false;
  }
  announce(text(rating ? "thanks" : "rating_removed"));
  return true;
}

function show(turn, rating) {
  turn.clearRating();
  const thumb = turn.element.querySelector(`[data-rating="${rating}"]`);
  thumb?.setAttribute("aria-pressed", "true");
  turn.part("reasons").hidden = rating !== "down";
}

function chosen(turn) {
  return [...turn.part("reasons").querySelectorAll("input:checked")].map((box) => box.value);
}
