/** The digits of a text in the ASCII figures a service expects; spaces and dashes of a pasted code go, Arabic digits are read. */
export function digitsOf(text) {
  return Array.from(text.normalize("NFKC"), (character) => {
    const code = character.codePointAt(0);
    for (const zero of [0x30, 0x660, 0x6f0]) if (code >= zero && code <= zero + 9) return String(code - zero);
    return "";
  }).join("");
}
