import BantamDiagnostics
import BantamProgram

/// A piece of the rules that decides about contacts.
public struct Clause: Sendable, Hashable {
  /// What of a campaign it belongs to.
  public enum Step: String, Sendable {
    case audience, segment, exclusion, sample, hand, locked, consent
    /// Went to a campaign that this one yields to.
    case yielded
    case limit
    /// The whole campaign or segment is new, or gone.
    case all
    /// The tables that the sides read hold other contacts.
    case contact
  }

  public var step: Step
  /// The file's path; empty where it stands in none.
  public var path: String
  /// From 1.
  public var line: Int
  /// As written, in one line; where `isWritten` is no, in our words.
  public var text: String
  public var isWritten: Bool

  /// Where it is written.
  let span: Span?

  init(_ step: Step, _ text: String, _ span: Span?, _ program: Program, isWritten: Bool = false) {
    self.step = step
    self.text = text
    self.isWritten = isWritten
    self.span = span
    path = ""
    line = 0
    guard let span, span.file < program.files.count else { return }
    path = program.files[span.file].path
    line = program.files[span.file].lineIndex(of: span.start) + 1
  }

  /// `excluded: in_talks`
  public var words: String {
    guard isWritten else { return text }
    switch step {
    case .exclusion: return "excluded: \(text)"
    case .consent: return "no consent: \(text)"
    case .audience, .segment, .sample, .hand, .locked, .yielded, .limit, .all, .contact: return text
    }
  }

  /// `segments.bant:14`
  public var place: String { path.isEmpty ? "" : "\(path.split(separator: "/").last ?? ""):\(line)" }
}

extension Program {
  /// A condition as written, in one line.
  func words(_ span: Span) -> String {
    guard span.file < files.count else { return "" }
    return inOneLine(files[span.file].text(span))
  }

  /// The line of a declaration that begins with a word, such as `limit`; its head where there is none.
  func line(_ word: String, of head: Span) -> Span {
    guard head.file < files.count else { return head }
    let file = files[head.file]
    let first = file.lineIndex(of: head.start)
    for index in file.lineStarts.indices.dropFirst(first + 1).prefix(Self.mostLines) {
      let words = file.line(at: index).split { $0 == " " || $0 == "\t" }
      if words.first.map(String.init) == word {
        return Span(file: head.file, start: file.lineStarts[index], end: file.lineStarts[index])
      }
      if words.first == "}" { return head }
    }
    return head
  }

  private static var mostLines: Int { 200 }
}

/// Comments left out, blanks as one blank; the clauses of a block are parted by `;`.
func inOneLine(_ text: String) -> String {
  let lines = text.split(whereSeparator: \.isNewline).map { line -> Substring in
    var isQuoted = false
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == "#", !isQuoted { return line[..<index] }
    }
    return line
  }
  var joined = ""
  for line in lines {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard let first = words.first else { continue }
    let isNewClause =
      !joined.isEmpty && !"{([,".contains(joined.last ?? " ") && !"})],".contains(first.first ?? " ")
      && !["and", "or"].contains(first) && ![" and", " or"].contains { joined.hasSuffix($0) }
    joined += (joined.isEmpty ? "" : isNewClause ? "; " : " ") + words.joined(separator: " ")
  }
  return joined
}
