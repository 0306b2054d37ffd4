// Forms marked data-route: after every change the server is asked which questions these answers
// lead to; the rows marked data-question are shown as on the way or off it. Nothing is kept.
for (const form of document.querySelectorAll("form[data-route]")) {
  let asked = 0;
  const show = async () => {
    const mine = (asked += 1);
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.route, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const { taken, warnings } = await answer.json();
    for (const row of form.querySelectorAll("[data-question]")) {
      const off = !taken.includes(row.dataset.question);
      row.classList.toggle("is-off", off);
      if (!off) row.closest("details[data-further]")?.setAttribute("open", "");
    }
    warn(warnings);
  };
  // What seems odd is said where one looks before submitting; unchanged words are not said again.
  const warn = (warnings) => {
    const place = form.querySelector("[data-warnings]");
    const said = (nodes) => [...nodes].map((one) => one.textContent.trim()).join("\n");
    if (!place || said(place.children) === warnings.join("\n")) return;
    place.replaceChildren(...warnings.map((sentence) => {
      const notice = document.createElement("p");
      notice.className = "notice wait";
      notice.append(document.createElement("span"));
      notice.firstChild.textContent = sentence;
      return notice;
    }));
  };
  form.addEventListener("change", show);
}
