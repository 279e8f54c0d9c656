// A visit lasts while its page is open: it is renewed well before it ends.
import { requestJson } from "./api.js";
import { visit } from "./visit.js";

const LEAST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 20 * 60_000;

export function startRenewal() {
  if (visit.token && visit.expiresAt) plan();
}

function plan() {
  const left = visit.expiresAt - Date.now();
  const wait = Math.min(Math.max(left / 2, LEAST_WAIT_MS), LONGEST_WAIT_MS);
  setTimeout(renew, wait);
}

async function renew() {
  try {
    const answer = await requestJson("POST", "/visit/renew");
    if (answer?.expires_at) visit.expiresAt = Date.parse(answer.expires_at);
  } catch (error) {
    if (error.status === 401) return; // It has ended: the page says so.
  }
  plan();
}
