import BantamTerminal
import Testing

@Suite struct WordWrapTests {
  @Test(arguments: [
    ("a short line", 20, "a short line"),
    ("one two three four", 9, "one two\nthree\nfour"),
    ("one two three four", 13, "one two three\nfour"),
    ("  = help: put it  here", 14, "  = help: put\nit  here"),
    ("unbreakablewordhere and more", 10, "unbreakablewordhere\nand more"),
    ("東京 東京 東京", 9, "東京 東京\n東京"),
    ("\u{1B}[1;31merror\u{1B}[0m: it is wrong", 12, "\u{1B}[1;31merror\u{1B}[0m: it is\nwrong"),
    ("first line that is long\n\nthird", 12, "first line\nthat is long\n\nthird"),
    ("", 10, ""),
    ("   ", 2, "   "),
  ])
  func breaksAtBlanks(_ text: String, _ columns: Int, _ expected: String) {
    #expect(wordWrapped(text, columns: columns) == expected)
  }
}
