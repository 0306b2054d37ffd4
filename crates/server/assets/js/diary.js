// The diary's week: an open entry is drawn onto another day, which posts the same form as moving it
// by hand. Whoever does not draw opens the entry and moves it there.
const form = document.querySelector("form[data-move]");
let drawn = null;

for (const entry of form ? document.querySelectorAll("[data-entry]") : []) {
  entry.draggable = true;
  entry.addEventListener("dragstart", (event) => {
    drawn = entry;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", entry.dataset.entry);
  });
  entry.addEventListener("dragend", () => {
    drawn = null;
  });
}

for (const day of form ? document.querySelectorAll("[data-day]") : []) {
  const isFor = () => drawn && !day.contains(drawn);
  day.addEventListener("dragover", (event) => {
    if (!isFor()) return;
    event.preventDefault();
    day.classList.add("is-over");
  });
  day.addEventListener("dragleave", () => day.classList.remove("is-over"));
  day.addEventListener("drop", (event) => {
    if (!isFor()) return;
    event.preventDefault();
    form.action = drawn.dataset.entry;
    form.elements.version.value = drawn.dataset.version;
    form.elements.time.value = drawn.dataset.time;
    form.elements.due_at.value = day.dataset.day;
    form.requestSubmit(form.querySelector("button"));
  });
}
