import BantamTerminal
import Testing

struct KeyDecoderTests {
  /// What terminals send (`␛` is ESC), and the keys meant.
  static let sequences: [(sent: String, keys: String)] = [
    ("aZ1 ␛x", #""a" "Z" "1" " " alt-x"#), ("é世😀", #""é" "世" "😀""#), ("e\u{301}", "\"e\" \"\u{301}\""),
    ("\r", "enter"), ("\n", "enter"), ("\t", "tab"), ("\u{7F}", "backspace"), ("\u{8}", "backspace"),
    ("\u{1}\u{1A}\u{0}\u{1F}\u{1C}", "ctrl-a ctrl-z ctrl-@ ctrl-_ ctrl-\\"),
    ("␛\r", "alt-enter"), ("␛\u{7F}", "alt-backspace"), ("␛\u{8}", "alt-backspace"), ("␛b␛é", "alt-b alt-é"),
    ("␛_␛<", "alt-_ alt-<"), ("␛\u{3}", "escape ctrl-c"), ("␛␛a", "escape alt-a"), ("␛␛␛a", "escape escape alt-a"),
    // xterm and vt, normal and application mode
    ("␛[A␛[B␛[C␛[D␛[H␛[F", "up down right left home end"), ("␛OA␛OB␛OC␛OD␛OH␛OF", "up down right left home end"),
    ("␛[1~␛[4~␛[7~␛[8~", "home end home end"), ("␛[3~␛[5~␛[6~", "delete pageUp pageDown"), ("␛[Z", "back-tab"),
    ("␛[1;2A␛[1;3B␛[1;5C␛[1;6D", "shift-up alt-down ctrl-right ctrl-shift-left"),
    ("␛[1;7D␛[1;9D␛[1;1D", "ctrl-alt-left alt-left left"), ("␛[3;5~␛[6;3~", "ctrl-delete alt-pageDown"),
    ("␛[1;5H␛[1;5F", "ctrl-home ctrl-end"), ("␛O5C␛O1;5D", "ctrl-right ctrl-left"),
    // keypad
    ("␛OM␛Oj␛Ok␛Op␛Oy", #"enter "*" "+" "0" "9""#),
    // rxvt
    ("␛[a␛[d␛Oa␛Od", "shift-up shift-left ctrl-up ctrl-left"),
    ("␛[3$␛[3^␛[7^␛[8@", "shift-delete ctrl-delete ctrl-home ctrl-shift-end"), ("␛␛[A␛␛[3~", "alt-up alt-delete"),
    ("␛␛OD", "alt-left"),
    // keys by their code points
    ("␛[13;2u␛[27;5;13~␛[13u", "alt-enter alt-enter enter"), ("␛[97;5u␛[98;3u␛[99u", #"ctrl-a alt-b "c""#),
    ("␛[27u␛[9;2u␛[127;5u␛[127u", "escape back-tab alt-backspace backspace"), ("␛[1;5:1C", "ctrl-right"),
    // pastes
    ("␛[200~a\nb\r\nc␛[201~d", #"paste(a\#nb\#r\#nc) "d""#), ("␛[200~␛[201~", "paste()"),
    ("␛[200~␛[A␛[20␛[201~", "paste(\u{1B}[A\u{1B}[20)"), ("␛[200~␛␛[201~", "paste(\u{1B})"),
    // what means nothing here is swallowed whole
    ("␛[2~␛[15~␛[24;5~␛OP␛OSx", #""x""#), ("␛[[Ax", #""x""#), ("␛[M !!x", #""x""#), ("␛[<0;10;20Mx", #""x""#),
    ("␛[?2026;2$yx", #""x""#), ("␛[Ix", #""x""#), ("␛]11;rgb:0/0/0\u{7}x", #""x""#), ("␛]0;t␛\\x", #""x""#),
    ("␛P>|xterm␛\\x", #""x""#), ("␛[57399ux", #""x""#), ("␛[1;2\u{18}x", #""x""#), ("␛[1;2␛[A", "up"),
    ("␛[" + String(repeating: "1;", count: 200) + "Ax", #""x""#), ("\u{85}\u{9B}x", #""x""#),
  ].map { (withEscapes($0), $1) }

  @Test(arguments: sequences)
  func sequenceMeansKeys(sent: String, keys: String) {
    var decoder = KeyDecoder()
    #expect(words(decoder.feed(Array(sent.utf8))) == keys)
    #expect(!decoder.isPending)
  }

  /// Wherever the bytes are cut, the keys are the same.
  @Test func piecesMeanTheSame() {
    for (sent, keys) in Self.sequences {
      let bytes = Array(sent.utf8)
      for cut in 0...bytes.count {
        var decoder = KeyDecoder()
        #expect(words(decoder.feed(Array(bytes[..<cut])) + decoder.feed(Array(bytes[cut...]))) == keys)
      }
      var decoder = KeyDecoder()
      #expect(words(bytes.flatMap { decoder.feed([$0]) }) == keys)
    }
  }

  @Test(arguments: [
    ("␛", "escape"), ("␛␛", "escape escape"), ("␛[", "alt-["), ("␛O", "alt-O"), ("␛]", "alt-]"), ("␛P", "alt-P"),
    ("␛[1;", ""), ("␛[[", ""), ("␛]11;", ""), ("a", ""), ("␛[200~abc", "paste(abc)"),
  ])
  func timeDecidesWhatIsIncomplete(sent: String, keys: String) {
    var decoder = KeyDecoder()
    _ = decoder.feed(Array(withEscapes(sent).utf8))
    #expect(decoder.isPending == (sent != "a"))
    #expect(words(decoder.flush()) == keys)
    #expect(!decoder.isPending)
    #expect(words(decoder.feed([0x78])) == #""x""#)
  }

  @Test(
    arguments: [
      ([0xFF, 0x61], #""\#u{FFFD}" "a""#), ([0xC3, 0x61], #""\#u{FFFD}" "a""#),
      ([0xC0, 0x80, 0x61], #""\#u{FFFD}" "\#u{FFFD}" "a""#),
      ([0xE2, 0x82, 0x1B, 0x5B, 0x41], #""\#u{FFFD}" up"#), ([0xED, 0xA0, 0x80, 0x61], #""\#u{FFFD}" "a""#),
    ] as [([UInt8], String)])
  func bytesThatAreNoText(bytes: [UInt8], keys: String) {
    var decoder = KeyDecoder()
    #expect(words(decoder.feed(bytes)) == keys)
  }

  @Test func pastesHaveABound() {
    var decoder = KeyDecoder(maximumPasteBytes: 5)
    #expect(words(decoder.feed(Array("\u{1B}[200~123456789\u{1B}[201~x".utf8))) == #"paste(12345) "x""#)
  }

  @Test func longPastesAreFast() {
    var decoder = KeyDecoder()
    let text = String(repeating: "segment a { employees > 50 }\n", count: 100_000)
    var events = decoder.feed(Array("\u{1B}[200~".utf8))
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 4096) {
      events += decoder.feed(Array(bytes[start..<min(start + 4096, bytes.count)]))
    }
    events += decoder.feed(Array("\u{1B}[201~".utf8))
    #expect(events == [.paste(text)])
  }

  /// Any bytes: nothing is stuck for ever.
  @Test func anyBytes() {
    var random = SystemRandomNumberGenerator()
    let likely = Array("\u{1B}\u{1B}[[O;129~200201ABP]$M\u{7}é".utf8)
    for _ in 0..<2_000 {
      var decoder = KeyDecoder()
      for _ in 0..<4 {
        _ = decoder.feed(
          (0..<Int.random(in: 0...20, using: &random)).map { _ in
            Bool.random(using: &random) ? .random(in: 0...255, using: &random) : likely.randomElement() ?? 0
          })
      }
      _ = decoder.flush()
      #expect(!decoder.isPending)
      #expect(words(decoder.feed([0x78])) == #""x""#)
    }
  }
}

private func withEscapes(_ text: String) -> String { String(text.map { $0 == "␛" ? "\u{1B}" : $0 }) }
