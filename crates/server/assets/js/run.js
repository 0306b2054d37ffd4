// Keys of a guided call: a number gives that answer, Backspace on nothing goes back, M opens and
// closes the drawing. A key that is held answers once. Without script everything is a button.
const run = document.querySelector("[data-run]");

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  const isOther = event.repeat || event.ctrlKey || event.altKey || event.metaKey;
  if (!run || isOther || isTyping(event.target)) return;
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

// The place where one is stands in the middle of the drawing.
const here = document.querySelector("[data-map] .flow-here");
here?.scrollIntoView({ block: "center", inline: "center" });

if (run) run.dataset.run = "listens";
