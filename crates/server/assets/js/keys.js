// One place where keys are heard: "/" goes to the search, every other free key is offered to
// the page as "cairn:key"; who uses it cancels that event. Every key has a visible control.
const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const held = ["j", "k"];

function isFree(event) {
  return document.body.dataset.keys !== "off"
    && !event.defaultPrevented && !event.isComposing
    && !event.ctrlKey && !event.metaKey && !event.altKey
    && (!event.repeat || held.includes(event.key))
    && !event.target.closest?.(typing);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "q") event.target.blur();
  if (!isFree(event)) return;
  const search = document.querySelector("#q");
  if (event.key === "/" && search && !document.querySelector("dialog:modal")) {
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  const offered = new CustomEvent("cairn:key", { cancelable: true, detail: event });
  if (!document.dispatchEvent(offered)) event.preventDefault();
});
