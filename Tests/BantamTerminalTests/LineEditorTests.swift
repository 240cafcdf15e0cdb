import SpecSupport
import Testing

@testable import BantamTerminal

struct LineEditorTests {
  /// What the last key asks for.
  @Test(
    arguments: [
      (#""a""#, .edited), ("alt-enter", .edited), (#""a" left"#, .moved), ("left", .none), ("enter", .submit),
      (#""a" tab"#, .complete), ("back-tab", .none), (#""a" ctrl-c"#, .interrupt), ("ctrl-d", .endOfInput),
      (#""a" home ctrl-d"#, .edited), (#""a" ctrl-d"#, .none), ("ctrl-z", .suspend), ("ctrl-l", .redraw),
      ("ctrl-r", .searchChanged), (#"ctrl-r "o""#, .searchChanged), (#"ctrl-r "o" enter"#, .edited),
      (#"ctrl-r "x" enter"#, .searchChanged), ("ctrl-r escape", .searchChanged), ("ctrl-r tab", .complete),
      ("up", .edited), ("down", .none), ("pageUp", .none), ("escape", .none), ("ctrl-y", .none), ("ctrl-_", .none),
      (#""a" ctrl-_"#, .edited), (#""a" ctrl-_ alt-_"#, .edited), ("alt-q", .none), ("backspace", .none),
    ] as [(String, LineEditor.Action)])
  func actions(words: String, action: LineEditor.Action) {
    var editor = LineEditor(history: ["one"])
    var last = LineEditor.Action.none
    for key in keys(words) { last = editor.handle(key) }
    #expect(last == action)
  }

  @Test func pastesAreOneStepWithLineEndsOfOneKind() {
    var editor = LineEditor()
    _ = editor.handlePaste("a\r\nb\rc\n\td\u{1B}\u{0}e")
    #expect(editor.text == "a\nb\nc\n\tde")
    #expect(editor.cursor == TextPosition(line: 3, column: 3))
    #expect(editor.cursorOffset == 9)
    #expect(editor.lineCount == 4)
    #expect(editor.line(3) == "\tde")
    _ = editor.handle(.control("_"))
    #expect(editor.isEmpty)
  }

  @Test func pastesAddToASearch() {
    var editor = LineEditor(history: ["segment a", "list b"])
    _ = editor.handle(.control("r"))
    #expect(editor.handlePaste("ment\nx") == .searchChanged)
    #expect(editor.search?.query == "ment")
    #expect(editor.search?.match == "segment a")
    #expect(editor.search?.matchRange == 3..<7)
  }

  @Test func partsAreReplacedByTheirBytes() {
    var editor = LineEditor()
    editor.insert("größe\nzwei dr")
    editor.replace(13..<15, with: "drei")
    #expect(editor.text == "größe\nzwei drei")
    #expect(editor.cursorOffset == 17)
    editor.replace(0..<7, with: "")
    #expect(editor.text == "\nzwei drei")
    #expect(editor.cursorOffset == 0)
    _ = editor.handle(.control("_"))
    #expect(editor.text == "größe\nzwei drei")
  }

  @Test func acceptedTextsAreRemembered() {
    var editor = LineEditor()
    for text in ["one", "two", "two"] {
      editor.insert(text)
      #expect(editor.handle(.enter) == .submit)
      let accepted = editor.accept()
      #expect(accepted == text)
      #expect(editor.isEmpty)
      editor.remember(accepted)
    }
    for expected in ["two", "one", "one"] {
      _ = editor.handle(.up)
      #expect(editor.text == expected)
    }
    editor.reset(to: "new")
    #expect(editor.handle(.control("_")) == .none)
    _ = editor.handle(.up)
    #expect(editor.text == "two")
  }

  /// Any keys: the cursor stays within the text, and undoing and redoing everything leads back.
  @Test(arguments: 0..<60)
  func anyKeys(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let texts = keys(#""ab c_1 世é👩‍👩‍👧""#) + [.character("\u{301}"), .character("\u{1F1E9}"), .character("\u{200D}")]
    let others = keys(
      """
      left right up down home end ctrl-left alt-right alt-b alt-f alt-< alt-> alt-enter alt-enter backspace delete \
      alt-backspace ctrl-delete alt-d ctrl-w ctrl-k ctrl-u ctrl-y ctrl-t ctrl-_ alt-_ ctrl-d
      """)
    var editor = LineEditor()
    for _ in 0..<200 {
      _ = editor.handle(random.chance(60) ? random.pick(texts) : random.pick(others))
      let bytes = Array(editor.text.utf8)
      #expect(bytes.count >= editor.cursorOffset)
      #expect(editor.cursor.column <= editor.buffer.lines[editor.cursor.line].count)
      #expect(editor.buffer.position(atOffset: editor.cursorOffset) == editor.cursor)
    }
    while editor.handle(.alt("_")) == .edited {}
    let text = editor.text
    while editor.handle(.control("_")) == .edited {}
    #expect(editor.isEmpty)
    while editor.handle(.alt("_")) == .edited {}
    #expect(editor.text == text)
  }

  @Test func longTextsAreFast() {
    var editor = LineEditor(history: (0..<10_000).map { "segment number_\($0) { employees > \($0) }" })
    _ = editor.handlePaste(String(repeating: "segment a { employees > 50 }\n", count: 10_000))
    for key in keys(#""typing" ctrl-w up up ctrl-_ alt-< "x" backspace ctrl-r "number_17 ""#) { _ = editor.handle(key) }
    #expect(editor.search?.match == "segment number_17 { employees > 17 }")
  }
}
