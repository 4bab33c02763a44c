// A link may carry a code behind the "#", which only the browser sees.
"use strict";
const own = new URL(location.href);
// Some browsers don't tell the host whether this page is in a frame. If it is not, leave it:
// request another address than this one, so that the request comes from a page of ours.
own.search = "?window";
if (self === top) location.replace(own);
document.getElementById("open").href = location.href;
document.getElementById("address").textContent = location.href;
