// The QR code and personal links carry the code behind the "#": a browser sends that to nobody.
"use strict";
// Read before the address is rewritten: neither it nor the history is to keep a code.
const hidden = behind(location.hash);
// A seat's page in a browser that keeps nothing leaves its return code with the entry of the history.
const left = (history.state && history.state.back) || "";
const given = hidden || left;
// The answer to a form is no page to come back to: a browser would ask to send the form again.
const home = document.documentElement.dataset.home;
if (hidden || location.search || location.pathname !== home) history.replaceState(history.state, "", home);
// What a seat's page needs is fetched while somebody types: a class has one line for all of it.
const ahead = document.currentScript.dataset.ahead.split(" ");
addEventListener("load", async () => {
  // One after another: who is nearly there goes before who has only begun.
  for (const file of ahead) {
    try {
      await (await fetch(file, { priority: "low" })).arrayBuffer();
    } catch {
      return;
    }
  }
});
const code = document.getElementById("code");
if (given && code && !code.value) {
  code.value = given;
  const name = document.getElementById("name");
  const more = document.getElementById("more");
  if (given.length > 20 || left) {
    // Whose seat it is, is known.
    if (left) {
      const another = document.createElement("a");
      another.href = `${home}?anew`;
      another.textContent = "I am somebody else.";
      document.querySelector(".mine").replaceChildren("Your seat is kept for this window. ", another);
    }
    if (more) more.open = true;
    document.getElementById("join").classList.add("personal");
    const take = document.querySelector("button[value=anywhere]");
    take.textContent = "Take my seat";
    take.focus();
  } else if (!more) {
    name.focus();
  }
}

function behind(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

// A second click while the first is on its way is no second wish.
const PATIENCE = 8000;
for (const form of document.forms) {
  let sent = -PATIENCE;
  form.addEventListener("submit", (event) => {
    if (performance.now() - sent < PATIENCE) event.preventDefault();
    else sent = performance.now();
    form.classList.add("sent");
    setTimeout(() => form.classList.remove("sent"), PATIENCE);
  });
}
// A link followed where this page stands already changes what is behind the "#" and loads nothing.
addEventListener("hashchange", () => location.reload());
// A page that a browser had put by knows nothing of the seat that was taken since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
