import BantamDiagnostics
import BantamReport

/// The changes that no test notices, for people.
extension MutationReport {
  public func text(isColoured: Bool) -> String {
    func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    var text = ""
    var shown: Set<String> = []
    for survivor in survivors {
      let place = "\(files[survivor.mutant.shown.file].path):\(line(of: survivor))"
      text += bold(printable("\(place): no test notices this change (\(survivor.mutant.kind.rawValue))")) + "\n"
      text += printable("  - \(survivor.original)") + "\n"
      text += survivor.changed.map { printable("  + \($0)") + "\n" } ?? ""
      text += words(survivor.suggestion, &shown) + "\n"
    }
    text += "\(counted(killed, "change")) of \(grouped(mutants)) noticed (\(percentage(killed, of: mutants)))"
    text += ", \(survivors.count) not"
    if equivalent > 0 { text += "; \(grouped(equivalent)) more \(equivalent == 1 ? "means" : "mean") the same" }
    if let sampledFrom { text += "; chosen from \(grouped(sampledFrom)) by a fixed draw" }
    return text + "\n"
  }

  /// Each test once.
  private func words(_ suggestion: Suggestion, _ shown: inout Set<String>) -> String {
    switch suggestion {
    case .test(let block):
      let lines = printable(block, keepsLineEnds: true).split(separator: "\n", omittingEmptySubsequences: false)
      if !shown.insert(block).inserted { return "  this one from above would: \(lines[0].dropLast(2))\n" }
      return "  this test would:\n\n" + lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    case .none(let tried):
      return "  it may mean the same: of \(counted(tried, "contact")) tried, each at the edge of a condition, none is "
        + "judged in another way\n"
    }
  }
}

/// The same for programs.
extension JSONWriter {
  /// Inside an object that is open.
  public mutating func members(_ report: MutationReport) {
    member("changes", report.mutants)
    member("noticed", report.killed)
    member("same_meaning", report.equivalent)
    member("invalid", report.invalid)
    member("chosen_from", report.sampledFrom)
    array("not_noticed") { writer in
      for survivor in report.survivors {
        writer.object { writer in
          writer.member("kind", survivor.mutant.kind.rawValue)
          writer.member("file", report.files[survivor.mutant.shown.file].path)
          writer.member("line", report.line(of: survivor))
          writer.member("original", survivor.original)
          writer.member("changed", survivor.changed)
          switch survivor.suggestion {
          case .test(let block): writer.member("test", block)
          case .none(let tried):
            writer.key("test")
            writer.null()
            writer.member("tried", tried)
          }
        }
      }
    }
  }
}
