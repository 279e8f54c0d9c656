// Requests to our own server, with the visit's token; failures as one kind of error.
import { visit } from "./visit.js";

export class RequestError extends Error {
  /** status: HTTP status, 0 without an answer; sentence: the server's words, may be empty. */
  constructor(status, sentence = "", code = "", reference = "") {
    super(code || String(status));
    this.status = status;
    this.sentence = sentence;
    this.code = code;
    this.reference = reference;
  }
}

/** Resolve with the response when it is a success; reject with RequestError otherwise. */
export async function request(method, url, { json, signal, accept = "application/json" } = {}) {
  const headers = { Authorization: `Bearer ${visit.token}`, Accept: accept };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: json === undefined ? undefined : JSON.stringify(json),
      signal,
      cache: "no-store",
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new RequestError(0);
  }
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.status === 401) document.dispatchEvent(new CustomEvent("visit-ended"));
  throw error;
}

export async function requestJson(method, url, options) {
  const response = await request(method, url, options);
  return response.status === 204 ? null : response.json();
}

async function errorOf(response) {
  try {
    const { error } = await response.json();
    return new RequestError(response.status, error.sentence, error.code, error.reference);
  } catch {
    return new RequestError(response.status);
  }
}
