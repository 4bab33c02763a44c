// A link may carry a code behind the "#", which only the browser knows.
"use strict";
const own = new URL(location.href);
// Where the browser didn't say whether this stands in a frame: it does not, and is no page to stay
// at. With another address than this one it is asked for anew, by a page of ours.
own.search = "?window";
if (self === top) location.replace(own);
document.getElementById("open").href = location.href;
document.getElementById("address").textContent = location.href;
