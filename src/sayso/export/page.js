// Lights the words of the record that the address names, or of the row or field under the pointer or the focus.
"use strict";
{
  let lit = [];
  const light = (section, key) => {
    lit.forEach((element) => element.classList.remove("on"));
    lit = section && key ? [...section.querySelectorAll("article ." + CSS.escape(key))] : [];
    lit.forEach((element) => element.classList.add("on"));
  };
  const named = () => {
    const parts = location.hash.match(/^#(d\w+?)-(?:r-)?([a-z]\d+)$/);
    light(parts && document.getElementById(parts[1]), parts && parts[2]);
  };
  const follow = (event) => {
    const field = event.target.closest && event.target.closest("aside [data-on]");
    if (field) light(field.closest(".sayso"), field.dataset.on);
    else named();
  };
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);
  window.addEventListener("hashchange", named);
  document.addEventListener("click", (event) => {
    const section = event.target.closest(".sayso");
    if (!section || event.target.closest("a, summary") || String(getSelection())) return;
    const field = event.target.closest("aside [data-on]");
    const words = event.target.closest("article [title]");
    if (field) {
      const first = section.querySelector("article ." + CSS.escape(field.dataset.on));
      if (first) first.scrollIntoView({ block: "center" });
    } else if (words) {
      // of the records here, the one with the fewest words is meant: the trigger, not the statement around it
      const size = (id) => [...section.querySelectorAll("article ." + id)].reduce((sum, one) => sum + one.textContent.length, 0);
      const ids = [...words.classList].filter((name) => /^[a-z]\d+$/.test(name));
      ids.sort((one, other) => size(one) - size(other));
      location.hash = section.id + "-r-" + ids[0];
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    location.hash = "none";
    light(null, null);
  });
  named();
}
