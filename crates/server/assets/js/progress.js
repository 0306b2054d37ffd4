// A part marked data-progress is on its way to an end. It is asked for again every five seconds,
// for a quarter of an hour at most and only while somebody looks, until it comes without the mark.
// The list below it stays as it is: rows never jump while one reads, nor does a button vanish
// from under somebody's finger.
const onItsWay = document.querySelector("[data-progress]");
if (onItsWay) {
  let left = 180;
  const look = async () => {
    left -= 1;
    const isHeld = document.hidden || onItsWay.contains(document.activeElement);
    const answer = isHeld ? null : await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-progress], [data-progress-ended]");
      if (!now) return;
      if (now.innerHTML.trim() !== onItsWay.innerHTML.trim()) {
        onItsWay.replaceChildren(...now.childNodes);
      }
      if (now.matches("[data-progress-ended]")) return;
    }
    if (left > 0) setTimeout(look, 5000);
  };
  setTimeout(look, 5000);
}
