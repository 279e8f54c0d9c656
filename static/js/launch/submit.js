// Sends the page's one form at once; without scripts its button remains.
document.querySelector("form[data-submit]").submit();
