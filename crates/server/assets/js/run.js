// Keys of a guided call: a number gives that answer, Backspace on nothing goes back, M opens and
// closes the drawing, Enter on nothing goes on. A key that is held answers once. Without script
// everything is a button.
const run = document.querySelector("[data-run]");

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  const isOther = event.repeat || event.ctrlKey || event.altKey || event.metaKey;
  const isOff = document.body.dataset.keys === "off" || document.querySelector("dialog:modal");
  if (!run || isOther || isOff || isTyping(event.target)) return;
  // On a link or a button Enter is theirs.
  if (event.key === "Enter" && !event.target.matches("body, #node")) return;
  const key = event.key === "m" || event.key === "M" ? "M" : event.key;
  if (key === "M") {
    document.querySelector("[data-run-map]")?.click();
    return;
  }
  const button = run.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// The place where one is, or where a flow begins, stands in the middle of the drawing.
const here = document.querySelector(".flow-drawing .flow-here, .flow-drawing .flow-start");
const drawing = here?.closest(".flow-drawing");
if (drawing) {
  const [at, box] = [here.getBoundingClientRect(), drawing.getBoundingClientRect()];
  drawing.scrollLeft += at.x + at.width / 2 - box.x - box.width / 2;
  drawing.scrollTop += at.y + at.height / 2 - box.y - box.height / 2;
}

if (run) run.dataset.run = "listens";
