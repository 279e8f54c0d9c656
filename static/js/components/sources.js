// The sources of an answer: listed below it once it is complete, known to its citations before.

export function fillSources(section, sources) {
  const list = section.querySelector(".sources__list");
  list.replaceChildren(...sources.map(toItem));
  section.hidden = sources.length === 0;
}

function toItem(source) {
  const item = document.getElementById("source-template").content.cloneNode(true).firstElementChild;
  item.dataset.source = source.number;
  item.querySelector(".sources__open").dataset.source = source.number;
  item.querySelector('[data-part="number"]').textContent = source.number;
  item.querySelector('[data-part="title"]').textContent = source.title;
  item.querySelector('[data-part="page"]').textContent = source.page;
  const sentence = item.querySelector('[data-part="sentence"]');
  sentence.textContent = source.sentence;
  if (source.language) sentence.lang = source.language;
  return item;
}

/** Return title, page, sentence and language of a source of an answer; null if it has none. */
export function sourceOf(answer, number) {
  const item = answer.querySelector(`.sources__item[data-source="${number}"]`);
  if (!item) return null;
  const sentence = item.querySelector('[data-part="sentence"]');
  return {
    title: item.querySelector('[data-part="title"]').textContent,
    page: item.querySelector('[data-part="page"]').textContent,
    sentence: sentence.textContent,
    language: sentence.lang,
  };
}
