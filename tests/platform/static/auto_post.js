// Sends the message at once, as an LMS does; without scripts the button remains.
document.getElementById("message").submit();
