// A ballot paper: its rankings by buttons and dragging, and a question before it is left unsent.
import "./ranking.js";

const paper = document.querySelector("[name=nonce]").form;
let isSent = false;

// Nothing of a paper is kept on the device, so leaving the page loses it: browsers ask first.
window.addEventListener("beforeunload", (event) => {
  if (!isSent && [...paper.elements].some(isMarked)) event.preventDefault();
});
paper.addEventListener("submit", (event) => (isSent = !event.defaultPrevented));
window.addEventListener("pageshow", () => (isSent = false));

function isMarked(element) {
  if (element.matches("select")) return element.value !== "";
  return element.checked && element.value !== "0";
}
