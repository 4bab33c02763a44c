// The QR code and personal links carry the code behind the "#": a browser sends that to nobody.
"use strict";
// The answer to a form is no page to come back to: a browser would ask to send the form again.
const home = document.documentElement.dataset.home;
if (location.pathname !== home) history.replaceState(null, "", home + location.hash);
// What a seat's page needs is fetched while somebody types: a class has one line for all of it.
const ahead = document.currentScript.dataset.ahead.split(" ");
addEventListener("load", () => {
  for (const file of ahead) fetch(file, { priority: "low" }).catch(() => {});
});
const code = document.getElementById("code");
const given = decodeURIComponent(location.hash.slice(1));
if (given && code && !code.value) {
  code.value = given;
  history.replaceState(null, "", location.pathname);
  const name = document.getElementById("name");
  if (given.length > 20) {
    // A personal code: whose seat it is, is known.
    document.querySelector(".named").hidden = true;
    document.querySelector("button[value=choose]").hidden = true;
    const take = document.querySelector("button[value=anywhere]");
    take.textContent = "Take my seat";
    take.focus();
  } else {
    name.focus();
  }
}
