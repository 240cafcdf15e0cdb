import BantamSystem
import Foundation

/// A page of steps, taken apart: words, and commands each with the output that the page shows.
///
/// A fence `sh` holds commands, one a line; the fence `text` after it shows what they print, standard output before
/// standard error, and `exit status N` where that is not 0. In it a line `…` stands for any number of lines; the others
/// have to be there to the byte.
struct Walkthrough {
  enum Part {
    case words(String)
    case step(commands: [String], shown: String)
  }

  var parts: [Part] = []

  init(page: String) {
    var words = ""
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false)[...]
    /// The lines up to the end of a fence.
    func fence() -> [String] {
      let inside = lines.prefix { $0 != "```" }.map(String.init)
      lines = lines.dropFirst(inside.count + 1)
      return inside
    }
    while let line = lines.popFirst() {
      guard line == "```sh" else {
        words += line + "\n"
        continue
      }
      let commands = fence()
      var shown = ""
      if lines.starts(with: ["", "```text"]) {
        lines = lines.dropFirst(2)
        shown = fence().map { $0 + "\n" }.joined()
      }
      parts += [.words(words), .step(commands: commands, shown: shown)]
      words = ""
    }
    words.removeLast(words.isEmpty ? 0 : 1)
    parts.append(.words(words))
  }

  /// The page again.
  var page: String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .step(let commands, let shown):
        "```sh\n" + commands.map { $0 + "\n" }.joined() + "```\n" + (shown.isEmpty ? "" : "\n```text\n\(shown)```\n")
      }
    }.joined()
  }

  static let gap = "…\n"

  /// Whether a text is what the page shows of it.
  static func matches(_ text: String, shown: String) -> Bool {
    var rest = text[...]
    let pieces = pieces(shown)
    for (index, piece) in pieces.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if index == pieces.count - 1 {
        guard rest.hasSuffix(piece) else { return false }
        rest = ""
      } else {
        guard let found = rest.range(of: "\n" + piece) else { return false }
        rest = rest[found.upperBound...]
      }
    }
    return rest.isEmpty
  }

  /// What the page should show of a text: as much before and after a gap as it showed so far.
  static func shortened(_ text: String, like shown: String) -> String {
    let pieces = pieces(shown)
    guard pieces.count == 2 else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let counts = pieces.map { piece in piece.count { $0 == "\n" } }
    guard lines.count > counts[0] + counts[1] else { return text }
    return (lines.prefix(counts[0]) + ["…"] + lines.suffix(counts[1])).map { $0 + "\n" }.joined()
  }

  private static func pieces(_ shown: String) -> [String] {
    var pieces = [""]
    for line in shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line == "…" { pieces.append("") } else { pieces[pieces.count - 1] += line + "\n" }
    }
    return pieces
  }
}
