// Folds the course contents away where the screen is too narrow to hold them beside the activity.
const contents = document.querySelector("details.contents");
const wide = window.matchMedia("(min-width: 62rem)");

function fold() {
  contents.open = wide.matches;
}

if (contents) {
  fold();
  wide.addEventListener("change", fold);
}
