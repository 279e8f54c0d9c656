// Keeps words for the tool: LTI Client Side postMessages 0.1, LTI postMessage Storage 0.1.
const { toolOrigin, storage, storageFrame } = document.body.dataset;
const MAX_KEYS = 100;
const MAX_CHARACTERS = 4096;
const kept = new Map();

// In the "frame" way the course page only says where the words are kept.
const keepsHere = storage !== "frame";
const place = storage === "parent" ? "_parent" : storageFrame;

function supported() {
  const data = ["lti.put_data", "lti.get_data"].map((subject) => ({ subject, frame: place }));
  return { supported_messages: [{ subject: "lti.capabilities" }, ...data] };
}

function failed(code, message) {
  return { error: { code, message } };
}

function put({ key, value }) {
  if (!isWord(key)) return failed("bad_request", "key must be a text that is not empty");
  if (value === null || value === undefined) {
    kept.delete(key);
    return { key, value: null };
  }
  if (!isWord(value)) return failed("bad_request", "value must be a text that is not empty");
  const isFull = !kept.has(key) && kept.size >= MAX_KEYS;
  if (isFull) return failed("storage_exhaustion", "no room for another key");
  kept.set(key, value);
  return { key, value };
}

function get({ key }) {
  if (!isWord(key)) return failed("bad_request", "key must be a text that is not empty");
  return { key, value: kept.get(key) ?? null };
}

function isWord(text) {
  return typeof text === "string" && text.length > 0 && text.length <= MAX_CHARACTERS;
}

function answer(message) {
  if (message.subject === "lti.capabilities") return supported();
  if (!keepsHere) return failed("unsupported_subject", `ask the frame ${storageFrame}`);
  if (message.subject === "lti.put_data") return put(message);
  if (message.subject === "lti.get_data") return get(message);
  return failed("unsupported_subject", "this platform does not know the subject");
}

window.addEventListener("message", (event) => {
  const message = event.data;
  if (event.origin !== toolOrigin || typeof message?.subject !== "string") return;
  if (!message.subject.startsWith("lti.") || message.subject === "lti.frameResize") return;
  const reply = { subject: `${message.subject}.response`, message_id: message.message_id };
  event.source.postMessage({ ...reply, ...answer(message) }, event.origin);
});
