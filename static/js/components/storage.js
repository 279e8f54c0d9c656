// What the browser may remember; a frame with blocked storage throws SecurityError on access.

export function remember(store, key, value) {
  try {
    globalThis[store].setItem(key, value);
  } catch {
    // Nothing is lost but comfort: the value lives as long as the page.
  }
}

export function recall(store, key) {
  try {
    return globalThis[store].getItem(key);
  } catch {
    return null;
  }
}

export function forget(store, key) {
  try {
    globalThis[store].removeItem(key);
  } catch {
    // See remember.
  }
}
