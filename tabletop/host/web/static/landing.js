// The QR code and personal links carry the code behind the "#": a browser sends that to nobody.
"use strict";
const code = document.getElementById("code");
const given = decodeURIComponent(location.hash.slice(1));
if (given && !code.value) {
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
