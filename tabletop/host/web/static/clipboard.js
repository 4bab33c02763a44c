// Copy and paste between the screen and the browser's clipboard.

const LONGEST_PASTE = 20000;

class Clipboard {
  #terminal;
  #say;

  constructor(terminal, element, say) {
    this.#terminal = terminal;
    this.#say = say;
    terminal.parser.registerOscHandler(52, (data) => this.#copied(data));
    element.addEventListener("mouseup", () => {
      if (terminal.hasSelection()) this.copy(terminal.getSelection());
    });
    document.addEventListener("paste", (event) => this.#paste(event), { capture: true });
  }

  async copy(text) {
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without TLS scripts have no clipboard, but a user's own action may copy.
      const fill = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      document.addEventListener("copy", fill, { capture: true, once: true });
      const done = document.execCommand("copy");
      document.removeEventListener("copy", fill, { capture: true });
      if (!done) {
        this.#say("This browser did not allow copying.");
        return;
      }
    }
    this.#say("Copied.");
  }

  #paste(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    const plain = text.replace(/\r\n?/g, "\n")
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
    if (plain.length > LONGEST_PASTE) {
      this.#say(`That is too long to paste: ${plain.length} characters, of ${LONGEST_PASTE} at most.`,
        5000);
    } else if (plain) {
      this.#terminal.paste(plain);
    }
  }

  #copied(data) {
    const encoded = data.slice(data.indexOf(";") + 1);
    if (encoded === "?") return true;
    try {
      const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
      this.copy(new TextDecoder().decode(bytes));
    } catch {
      // It can't be decoded, so there is nothing to copy.
    }
    return true;
  }
}
