"use strict";
(() => {
  const tip = document.getElementById("tip");
  let told = null;
  const show = (mark) => {
    told = mark;
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const box = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const above = box.top - own.height - 6;
    tip.style.left = left + "px";
    tip.style.top = (above < 4 ? box.bottom + 6 : above) + "px";
  };
  const hide = () => { tip.hidden = true; };

  // One stop of the Tab key a chart; the arrow keys go from mark to mark.
  for (const chart of document.querySelectorAll(".chart svg")) {
    const marks = [...chart.querySelectorAll(".mark")];
    marks.forEach((mark, place) => {
      mark.querySelector("title")?.remove();
      mark.setAttribute("tabindex", place ? "-1" : "0");
      mark.addEventListener("mouseenter", () => show(mark));
      mark.addEventListener("mouseleave", hide);
      mark.addEventListener("focus", () => show(mark));
      mark.addEventListener("blur", hide);
    });
    chart.addEventListener("keydown", (event) => {
      const here = marks.indexOf(document.activeElement);
      const last = marks.length - 1;
      const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: last }[event.key];
      if (event.key === "Escape") hide();
      if (here < 0 || to === undefined) return;
      event.preventDefault();
      const next = marks[Math.min(last, Math.max(0, to))];
      marks[here].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
  // Focus and the wheel scroll the page: the tip goes with its mark.
  addEventListener("scroll", () => { if (!tip.hidden) show(told); }, { passive: true });

  // A table to sort: a button in every heading; cells may carry data-sort.
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const key = (row, at) => row.cells[at].dataset.sort ?? row.cells[at].textContent.trim();
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        const number = rows.every((row) => key(row, at) === "" || !isNaN(key(row, at)));
        rows.sort((a, b) => {
          const [x, y] = [key(a, at), key(b, at)];
          if (x === "" || y === "") return (x === "") - (y === "");
          return (number ? x - y : order.compare(x, y)) * (down ? -1 : 1);
        });
        table.tBodies[0].append(...rows);
      });
    });
  }

  // What the room has typed into the page, kept by saving the page.
  const save = document.getElementById("save-copy");
  if (save) {
    save.hidden = false;
    save.addEventListener("click", () => {
      const copy = document.documentElement.cloneNode(true);
      copy.querySelectorAll("th > button").forEach((button) => button.replaceWith(...button.childNodes));
      const blob = new Blob(["<!doctype html>\n", copy.outerHTML], { type: "text/html" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = document.title.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase() + "-report.html";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  // What is folded on the screen and belongs on paper.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.paper:not([open])")) { one.open = true; folded.push(one); }
  });
  addEventListener("afterprint", () => { for (const one of folded.splice(0)) one.open = false; });

  // On a narrow screen the contents would push the report away.
  const contents = document.querySelector(".contents details");
  if (matchMedia("(max-width: 62rem)").matches) contents.open = false;
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target.id) : seen.delete(entry.target.id);
    const first = [...links.keys()].find((id) => seen.has(id));
    for (const [id, link] of links) id === first ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const section of document.querySelectorAll("main > section")) watch.observe(section);
})();
