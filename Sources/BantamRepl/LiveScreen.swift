import BantamDiagnostics
import BantamReport
import BantamTerminal

/// What stands on the screen while somebody types: the text in its colours, the rest of the best completion, the menu,
/// what is wrong, and how many contacts match.
struct LiveScreen {
  static let prompt = "> "
  static let continuation = "… "
  private static let menuRows = 8
  private static let dim = Style(isDim: true)
  private static let wrong = Style(.red)

  /// An open menu: which candidate is chosen.
  struct Menu {
    var completion: Completion
    var chosen: Int?
  }

  var text: String
  /// In bytes of UTF-8.
  var cursor: Int
  var runs: [StyledText]
  var ghost = ""
  var menu: Menu?
  /// In place of all below the text.
  var search: String?
  /// What is wrong; its first words.
  var message: String?
  var status = ""
  /// Whether the status is of an earlier text.
  var isBehind = false

  /// The whole frame; `isFinal`: the text alone.
  func frame(width: Int, isFinal: Bool = false) -> Frame {
    var all = [StyledText(Self.prompt, Self.dim)]
    var offset = 0
    var place = Self.prompt.utf8.count + cursor
    for run in runs {
      let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        if index > 0 {
          all.append(StyledText("\n"))
          all.append(StyledText(Self.continuation, Self.dim))
          offset += 1
          if cursor >= offset { place += Self.continuation.utf8.count }
        }
        all.append(StyledText(String(line), run.style))
        offset += line.utf8.count
      }
    }
    if !isFinal, !ghost.isEmpty, cursor == text.utf8.count { all.append(StyledText(ghost, Self.dim)) }
    var frame = Frame.wrapped(all, cursorOffset: isFinal ? 0 : place, width: width)
    if isFinal { return frame }
    if let search {
      frame.rows.append([StyledText(truncated(search, to: width), Self.dim)])
      return frame
    }
    if let menu { frame.rows += Self.rows(of: menu, width: width) }
    if let message { frame.rows.append([StyledText(truncated(printable(message), to: width), Self.wrong)]) }
    if !status.isEmpty {
      frame.rows.append([StyledText(truncated(status, to: width), isBehind ? Self.dim : .plain)])
    }
    return frame
  }

  private static func rows(of menu: Menu, width: Int) -> [[StyledText]] {
    let candidates = menu.completion.candidates
    let first = max(0, min((menu.chosen ?? 0) - menuRows + 2, candidates.count - menuRows))
    let shown = candidates[first..<min(first + menuRows, candidates.count)]
    let widest = min(shown.map { displayWidth(of: $0.text) }.max() ?? 0, max(width / 2, 8))
    var rows: [[StyledText]] = []
    for (index, candidate) in shown.enumerated() {
      let isChosen = first + index == menu.chosen
      let name = truncated(printable(candidate.text), to: widest)
      let blanks = String(repeating: " ", count: max(0, widest - displayWidth(of: name)))
      let note = truncated(printable(candidate.note), to: max(0, width - widest - 5))
      rows.append([
        StyledText("  " + name + blanks, isChosen ? Style(isReversed: true) : .plain), StyledText("  " + note, dim),
      ])
    }
    let rest = candidates.count - shown.count
    if rest > 0 { rows.append([StyledText("  … \(grouped(rest)) more", dim)]) }
    return rows
  }
}
