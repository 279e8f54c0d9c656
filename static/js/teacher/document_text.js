// The text page: the picture beside the text, a jump to another page.
import { request } from "../components/api.js";
import { openPage } from "../components/visit.js";

const LARGEST_WIDTH = 2000;

const picture = document.querySelector("img[data-picture]");
if (picture) showPicture(picture);

const jump = document.querySelector("form[data-jump]");
jump?.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(jump.action);
  url.searchParams.set("page", jump.elements.page.value);
  openPage(url.href);
});

async function showPicture(image) {
  const width = Math.max(400, Math.ceil(image.clientWidth * devicePixelRatio));
  try {
    const url = `${image.dataset.picture}?width=${Math.min(width, LARGEST_WIDTH)}`;
    const response = await request("GET", url);
    image.src = URL.createObjectURL(await response.blob());
    await image.decode();
    image.dataset.isReady = "true";
  } catch {
    image.hidden = true;
    image.parentElement.querySelector('[data-part="picture-failed"]').hidden = false;
  }
}
