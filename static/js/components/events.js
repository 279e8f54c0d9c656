// Server-sent events over fetch, since EventSource sends no Authorization header.
import { RequestError, request } from "./api.js";

const SILENCE_MS = 25_000; // The server's heart beats every 10 seconds.
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;
const TRIES = 30;
const FINAL_STATUSES = [401, 403, 404, 410, 422];

/**
 * Call onEvent(name, facts) for each event until one is called "ending".
 * A lost connection is made again: the server's first event is the whole state.
 * onLost() is called for each loss. Rejects with RequestError when there is no way on.
 */
export async function followEvents(url, { onEvent, onLost, signal }) {
  for (let failures = 0; ; failures += 1) {
    try {
      const hasEnded = await readOnce(url, signal, (name, facts) => {
        failures = 0;
        onEvent(name, facts);
      });
      if (hasEnded) return;
    } catch (error) {
      if (signal.aborted) return;
      if (FINAL_STATUSES.includes(error.status)) throw error;
    }
    if (failures >= TRIES) throw new RequestError(0);
    onLost();
    await pause(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
    if (signal.aborted) return;
  }
}

async function readOnce(url, signal, onEvent) {
  const silence = new AbortController();
  const stop = () => silence.abort();
  signal.addEventListener("abort", stop);
  let timer = setTimeout(stop, SILENCE_MS);
  let hasEnded = false;
  try {
    const response = await request("GET", url, {
      signal: silence.signal,
      accept: "text/event-stream, application/json",
    });
    for await (const { name, data } of parse(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE_MS);
      if (name) onEvent(name, JSON.parse(data));
      hasEnded ||= name === "ending";
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
  return hasEnded;
}

async function* parse(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const messages = (rest + value).split("\n\n");
    rest = messages.pop();
    for (const message of messages) yield toEvent(message);
  }
}

function toEvent(message) {
  const event = { name: "", data: "" };
  for (const line of message.split("\n")) {
    if (line.startsWith("event: ")) event.name = line.slice(7);
    if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  return event;
}

function pause(wait, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, wait);
    addEventListener("online", done, { once: true });
    signal.addEventListener("abort", done, { once: true });
  });
}
