// Shows the new activity in the whole page: this answer lies in the tool's frame.
window.top.location.assign(document.getElementById("new-activity").href);
