import BantamPlan
import BantamProgram
import BantamSystem

/// Texts that would pass a test, and texts that would not.
extension CandidateFinder {
  mutating func addCopy(_ column: ColumnID, of other: ColumnID, _ row: Int) {
    if case .text(let text) = value(other, row) { add(.text(text), column, row, sort: .text) }
    addOtherText(column, row)
  }

  mutating func addText(_ column: ColumnID, _ test: TextPredicate, _ row: Int) {
    for text in passing(test).prefix(4) {
      switch test.transform {
      case .none: add(.text(text), column, row, sort: .text)
      case .domain: add(.text("somebody@" + text), column, row, sort: .text, said: "at \(text)")
      case .tags:
        guard case .text(let tags) = value(column, row) else {
          add(.text(text), column, row, sort: .text)
          continue
        }
        add(.text(tags + "; " + text), column, row, sort: .text, said: "also with \(words.quoted(text))")
      }
    }
    if test.transform == .tags, case .text(let cell) = value(column, row) {
      let tags = cell.split(separator: ";").map { String($0).trimmed }
      for tag in tags {
        let left = tags.filter { $0 != tag }.joined(separator: "; ")
        add(left.isEmpty ? .missing : .text(left), column, row, sort: .text, said: "without \(words.quoted(tag))")
      }
    } else {
      addOtherText(column, row)
    }
    if value(column, row) != .missing { add(.missing, column, row) }
  }

  private mutating func addOtherText(_ column: ColumnID, _ row: Int) {
    guard value(column, row) != .missing else { return }
    add(.text("\u{2400}"), column, row, sort: .text, said: "something else")
  }

  /// Texts that pass; a pattern (`matches`) is not turned round.
  func passing(_ test: TextPredicate) -> [String] {
    switch test.relation {
    case .known: return ["something"]
    case .equals(let values), .containsAny(let values), .startsWith(let values), .endsWith(let values): return values
    case .inList(let list), .containsListEntry(let list): return Array(facts.program.lists[list].values.prefix(2))
    case .containsAll(let values): return [values.joined(separator: test.transform == .tags ? "; " : " ")]
    case .like(let glob): return [globText(glob)]
    case .matches: return []
    case .range(let low, let high): return [low, high].compactMap { $0 }
    case .under(let value, _): return [value]
    }
  }

  private func globText(_ glob: String) -> String {
    var text = ""
    var isEscaped = false
    for character in glob {
      if isEscaped {
        text.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character != "*" {
        text.append(character == "?" ? "a" : character)
      }
    }
    return text
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
