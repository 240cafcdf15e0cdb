import BantamTerminal
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("Größe", 5), ("e\u{301}", 1), ("\u{301}", 0), ("\u{200B}", 0), ("\u{200D}", 0),
    // East Asia
    ("世", 2), ("世界", 4), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ア", 2), ("ｱ", 1), ("Ａ", 2), ("が", 2),
    // emoji: with presentation selector, tone, joiners, flags, keycaps, tags
    ("😀", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("👍🏽", 2), ("☝🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2),
    ("🇩🇪🇫🇷", 4), ("1\u{FE0F}\u{20E3}", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("\u{1FAE0}", 2),
    // signs of our reports
    ("─│█▉…–€·", 8), ("\u{FFFD}", 1), ("\u{AD}", 1),
    // controls, as they are shown
    ("\u{1B}", 2), ("\u{0}", 2), ("\u{7F}", 2), ("\t", 4), ("\u{9B}", 1), ("\u{2028}", 1),
  ])
  func width(text: String, columns: Int) {
    #expect(displayWidth(of: text) == columns)
    #expect(displayWidth(of: text.map(shown).joined()) == columns)
  }

  @Test(arguments: [
    ("\u{1B}", "^["), ("\u{0}", "^@"), ("\u{7F}", "^?"), ("\r\n", "^J"), ("\u{9B}", "\u{FFFD}"), ("ß", "ß"),
  ])
  func controlsAreShown(character: Character, text: String) { #expect(shown(character) == text) }
}
