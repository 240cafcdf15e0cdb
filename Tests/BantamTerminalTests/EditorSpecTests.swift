import BantamSystem
import SpecSupport
import Testing

@testable import BantamTerminal

/// `Specs/*.md`: in a `keys` fence each line says keys and the text that they make of an empty one; `|` is the cursor,
/// `⏎` a line end, and `?query: match` a search. A `history` fence before it holds the entries.
struct EditorSpecTests {
  struct Script: CustomTestStringConvertible, Sendable {
    var title: String
    var history: [String]
    var keys: String
    var text: String

    var testDescription: String { "\(title): \(keys)" }
  }

  static func scripts() throws -> [Script] {
    var scripts: [Script] = []
    for name in ["editing", "history", "motion", "undo"] {
      let bytes = try readFile(path: "\(specFolder())/\(name).md", maximumBytes: 1 << 20)
      var title = ""
      var fence = ""
      var history: [String] = []
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        if line.hasPrefix("## ") {
          title = String(line.dropFirst(3))
          history = []
        } else if line.hasPrefix("```") {
          fence = String(line.dropFirst(3))
        } else if fence == "history" {
          history.append(String(line).replacing("⏎", with: "\n"))
        } else if fence == "keys" {
          let parts = line.split(separator: "→")
          try #require(parts.count == 2, "\(line)")
          let text = String(parts[1].drop { $0 == " " })
          scripts.append(Script(title: title, history: history, keys: String(parts[0]), text: text))
        }
      }
    }
    return scripts
  }

  @Test(arguments: try scripts())
  func keysMakeText(script: Script) {
    var editor = LineEditor(history: script.history)
    for key in keys(script.keys) { _ = editor.handle(key) }
    #expect(shown(editor) == script.text)
  }

  private func shown(_ editor: LineEditor) -> String {
    if let search = editor.search {
      return "?\(search.query)" + (search.match.map { ": " + $0.replacing("\n", with: "⏎") } ?? "")
    }
    var bytes = Array(editor.text.utf8)
    bytes.insert(UInt8(ascii: "|"), at: editor.cursorOffset)
    return String(decoding: bytes, as: UTF8.self).replacing("\n", with: "⏎")
  }
}
