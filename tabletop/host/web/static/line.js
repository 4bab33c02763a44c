// The connection to the host. It reconnects when it breaks; what is typed meanwhile is kept and
// sent once.

// A connection can die silently, for example when a lid is closed. After this much silence
// (milliseconds) we ask for a sign of life, and after this much more we give it up: 4.6 s in all.
const SILENCE = 2000;
const PATIENCE = 2400;
const LOOK_EVERY = 200;
const TO_OPEN = 4000;
// When a whole class comes in at once, everybody waits their turn.
const TO_OPEN_FIRST = 20000;
// A host answers a key with what it changes. After this long without an answer, what was typed is
// shown as not sent yet.
const ANSWER = 1000;
// We ask the host what has arrived after a pause in typing this long, or this often without one.
const PAUSE = 300;
const CONFIRMED = 1000;
const GOING_AWAY = 1001;
const CLOSED = " This page comes back when it opens again.";
const UPGRADE_REQUIRED = 426;
const BLOCKED = "This page reaches the host, but its connection to your screen fails: something " +
  "between, such as a proxy, lets no WebSockets through. Please tell the facilitator, or try " +
  "another network.";
// After this many attempts (about ten seconds) the host may have moved to another address.
const LONG_LOST = 6;
const PAUSES = [300, 600, 1000, 1500, 2000];
// The most characters kept while there is no connection.
const MOST_KEPT = 4000;
// How long a restored screen needs to catch up with the table.
const SETTLING = 250;

// Shown for the key that ends a line.
const END = "⏎";

const encoder = new TextEncoder();

class Line {
  #path;
  // What opens the seat in a browser that keeps no cookies.
  #protocols;
  #shape;
  #shown;
  #socket = null;
  // Names this page to the host, which counts what it has taken from it.
  #name = crypto.getRandomValues(new Uint32Array(4)).join("-");
  // What the host has not confirmed, oldest first: { number, data, text, field, seeing }. Number 0
  // has not been sent; `seeing` if it was meant for the screen of this very connection.
  #kept = [];
  #sent = 0;
  // The text field of the screen that has the focus: 0 for none, null for not yet known.
  #field = 0;
  #fieldBefore = 0;
  // Has the host said on this connection what it received on earlier ones?
  #recalled = false;
  #resending = null;
  #held = "";
  #heard = 0;
  #asked = 0;
  #askedLast = 0;
  #typedLast = 0;
  #looked = 0;
  #typedAt = 0;
  #waiting = "";
  #attempts = 0;
  #retry = null;
  #opening = null;
  #steady = null;
  #finished = false;
  // Why the host hung up, until it is back.
  #reason = "";
  // Has a connection to the host ever been open?
  #reached = false;

  constructor(path, secret, shape, shown) {
    this.#path = path;
    this.#protocols = secret ? ["tabletop", secret] : [];
    this.#shape = shape;
    this.#shown = shown;
    setInterval(() => this.#look(), LOOK_EVERY);
  }

  begin() {
    this.#finished = false;
    this.#attempts = 0;
    this.#connect();
  }

  // Reconnect now, or check whether the connection is still alive.
  now() {
    if (this.#retry !== null && !this.#finished) this.#connect();
    else if (this.#open) this.#ask();
  }

  size(columns, rows) {
    this.#say({ size: [columns, rows] });
  }

  get field() {
    return this.#field || 0;
  }

  // Can keys be sent right away?
  get #usable() {
    return this.#open && this.#recalled && this.#field !== null && this.#resending === null;
  }

  get #open() {
    return this.#socket !== null && this.#socket.readyState === WebSocket.OPEN;
  }

  // Keys, clicks and pastes. `words` if somebody would miss them: text typed into a field.
  type(data, words = true) {
    const text = typeof data === "string" ? data : "";
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    const usable = this.#usable;
    const field = words ? (this.#field ?? this.#fieldBefore) : 0;
    // Whoever presses a key sees a screen that has just come, even before everything is settled.
    const seeing = !usable && this.#open && this.#heard > 0;
    if (!usable && !field && !seeing) {
      if (words) this.#shown.say("The connection is lost: that key was not sent.");
      return;
    }
    if (!usable && this.#characters() + text.length > MOST_KEPT) {
      this.#shown.say("No more is kept until the connection is back.");
      return;
    }
    const number = usable ? ++this.#sent : 0;
    this.#kept.push({ number, data: bytes, text, field, seeing });
    if (usable) {
      this.#socket.send(bytes);
      this.#typedLast = performance.now();
      this.#typedAt ||= this.#typedLast;
    }
    this.#tellWaiting();
  }

  // Words that came back too late for their field go into the one that has the focus now.
  sendHeld() {
    const words = this.#held.replaceAll(END, " ").trim();
    this.dropHeld();
    if (words) this.type(words);
  }

  dropHeld() {
    this.#held = "";
    this.#shown.hold("");
  }

  #characters() {
    return this.#kept.reduce((sum, one) => sum + one.text.length, 0);
  }

  // ---- Opening and losing

  #connect() {
    clearTimeout(this.#retry);
    this.#retry = null;
    const address = new URL(this.#path, location.href);
    address.protocol = location.protocol.replace("http", "ws");
    const [columns, rows] = this.#shape();
    address.search = `?columns=${columns}&rows=${rows}&page=${this.#name}`;
    const socket = new WebSocket(address, this.#protocols);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#field = null;
    this.#recalled = false;
    this.#heard = this.#asked = this.#typedAt = 0;
    this.#opening = setTimeout(
      () => this.#drop(socket), this.#reached ? TO_OPEN : TO_OPEN_FIRST);
    let painted = false;
    socket.onopen = () => { this.#reached = true; };
    socket.onmessage = (event) => {
      if (socket !== this.#socket) return;
      clearTimeout(this.#opening);
      this.#heard = performance.now();
      this.#asked = this.#typedAt = 0;
      if (typeof event.data === "string") {
        this.#obey(JSON.parse(event.data));
      } else {
        if (!painted) {
          painted = true;
          this.#arrived();
        }
        this.#shown.paint(new Uint8Array(event.data));
      }
      this.#tellWaiting();
    };
    socket.onclose = (event) => {
      if (this.#reason && event.code === GOING_AWAY) this.#reason += CLOSED;
      this.#drop(socket);
    };
  }

  #arrived() {
    // A screen that fails as soon as it opens must not be requested ever faster.
    this.#steady = setTimeout(() => { this.#attempts = 0; }, 5000);
    this.#reason = "";
    this.#shown.arrive();
  }

  #obey(message) {
    if (message.tell) {
      if ("field" in message.tell) this.#field = message.tell.field;
      this.#shown.tell(message.tell);
      this.#goOn();
    } else if ("known" in message) {
      this.#recall(message.typed, message.known);
      this.#goOn();
    } else if ("typed" in message) {
      this.#kept = this.#kept.filter((one) => !one.number || one.number > message.typed);
    } else if ("closed" in message) {
      if (message.again) this.#reason = message.closed;
      else this.#finish(message.closed, message.lost);
    }
  }

  // The connection is gone, or as good as gone.
  #drop(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    clearTimeout(this.#opening);
    clearTimeout(this.#steady);
    clearTimeout(this.#resending);
    this.#resending = null;
    if (this.#field !== null) this.#fieldBefore = this.#field;
    for (const one of this.#kept) one.seeing = false;
    this.#field = null;
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
    if (this.#finished) return;
    const pause = PAUSES[Math.min(this.#attempts, PAUSES.length - 1)];
    this.#attempts += 1;
    if (this.#attempts > 1 || this.#reason) {
      this.#shown.lose(this.#reason.endsWith(CLOSED) ? this.#reason
        : this.#reason === BLOCKED ? `${BLOCKED} It goes on trying.`
          : `${this.#reason || "The connection is lost."} This page reconnects by itself.`,
      this.#attempts > LONG_LOST);
    }
    this.#retry = setTimeout(() => this.#connect(), pause * (0.8 + 0.2 * Math.random()));
    if (!this.#reached && this.#attempts > 1) this.#ponder();
    this.#tellWaiting();
  }

  // If no connection was ever opened, maybe only plain requests get through.
  async #ponder() {
    try {
      const reply = await fetch(this.#path, { cache: "no-store" });
      if (reply.status === UPGRADE_REQUIRED && !this.#reached) {
        this.#reason = BLOCKED;
        this.#shown.lose(`${BLOCKED} It goes on trying.`);
      }
    } catch {
      // The host can't be reached at all; the page already says so.
    }
  }

  #finish(reason, gone = false) {
    this.#finished = true;
    this.#shown.finish(reason, gone);
  }

  // ---- Signs of life

  #look() {
    const now = performance.now();
    // A page that was asleep only missed its own checks.
    const slept = now - this.#looked > LOOK_EVERY + SILENCE / 2;
    this.#looked = now;
    if (!this.#open || !this.#heard) return;
    if (slept) {
      this.#ask();
    } else if (this.#asked && now - this.#asked > PATIENCE) {
      this.#drop(this.#socket);
    } else if (!this.#asked && now - this.#heard > SILENCE) {
      this.#ask();
    } else if (!this.#asked && this.#kept.length &&
        (now - this.#typedLast > PAUSE || now - this.#askedLast > CONFIRMED)) {
      this.#ask();
    }
    this.#tellWaiting();
  }

  #ask() {
    this.#asked = this.#askedLast = performance.now();
    this.#say({ beat: Math.trunc(this.#asked) });
  }

  #say(message) {
    if (this.#open) this.#socket.send(JSON.stringify(message));
  }

  // ---- What was typed

  // On a new connection: the host has received this many of this page's frames, or does not know
  // the page.
  #recall(count, known) {
    this.#recalled = true;
    if (this.#sent && !known) {
      // Nobody knows whether these arrived before the host restarted: they may be in the field
      // already.
      this.#hold(this.#kept.filter((one) => one.number));
      this.#kept = this.#unsent();
    } else {
      this.#kept = this.#kept.filter((one) => !one.number || one.number > count);
      for (const one of this.#kept) one.number = 0;
    }
    this.#sent = count;
  }

  // Send what is waiting once the restored screen has settled.
  #goOn() {
    const waiting = this.#unsent();
    if (!this.#usable || !waiting.length) return;
    const soon = waiting.every((one) => one.seeing);
    this.#resending = setTimeout(() => this.#resend(), soon ? 0 : SETTLING);
  }

  #unsent() {
    return this.#kept.filter((one) => !one.number);
  }

  #resend() {
    this.#resending = null;
    // A click was meant for the earlier screen.
    const again = this.#unsent().filter((one) => one.field || one.seeing);
    this.#kept = this.#kept.filter((one) => one.number);
    const fits = (one) => one.seeing || one.field === this.#field;
    if (this.#open && again.every(fits)) {
      for (const one of again) this.type(one.text || one.data);
    } else {
      // Another page is open over the field and would do something else with what was typed.
      this.#hold(again);
    }
    this.#tellWaiting();
  }

  #hold(entries) {
    this.#held += written(entries.filter((one) => one.field));
    this.#shown.hold(this.#held);
  }

  #tellWaiting() {
    const silent = this.#typedAt && performance.now() - this.#typedAt > ANSWER;
    const late = !this.#usable || silent;
    const words = late ? written(this.#kept.filter((one) => one.field)) : "";
    if (words !== this.#waiting) {
      this.#waiting = words;
      this.#shown.wait(words);
    }
  }
}

// What a field would show after these keys.
function written(entries) {
  const found = [];
  for (const one of entries) {
    // eslint-disable-next-line no-control-regex
    const text = one.text.replace(/\x1b\[20[01]~/g, "").replace(/\x1b(\[[0-?]*[@-~]|O?.)/g, "");
    for (const character of text) {
      if (character === "\x7f") found.pop();
      else if (character === "\r") found.push(END);
      else if (character >= " ") found.push(character);
    }
  }
  return found.join("");
}
