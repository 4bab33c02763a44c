// A link may carry a code behind the "#", which only the browser knows.
"use strict";
document.getElementById("open").href = location.href;
document.getElementById("address").textContent = location.href;
