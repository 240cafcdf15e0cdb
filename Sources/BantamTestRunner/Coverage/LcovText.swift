import BantamDiagnostics

/// Coverage as a tracefile of lcov (its format: the manual page geninfo(1), section FILES).
///
/// A line counts how often something on it was seen; each outcome is a branch, a declaration is a function.
extension Coverage {
  public func lcov() -> String {
    var text = ""
    for file in files.indices {
      let own = items(ofFile: file).map { items[$0] }
      if own.isEmpty { continue }
      text += "TN:bantam\nSF:\(printable(files[file].path))\n"
      text += functions(own) + branches(own) + lines(own)
      text += "end_of_record\n"
    }
    return text
  }

  private func functions(_ own: [Item]) -> String {
    let declared = own.filter { $0.owner == nil }
    var text = ""
    for item in declared { text += "FN:\(line(of: item)),\(item.text)\n" }
    for item in declared { text += "FNDA:\(times(item)),\(item.text)\n" }
    return text + "FNF:\(declared.count)\nFNH:\(declared.count { times($0) > 0 })\n"
  }

  private func branches(_ own: [Item]) -> String {
    var text = ""
    var (found, hit) = (0, 0)
    for (block, item) in own.filter({ $0.owner != nil }).enumerated() {
      for (branch, outcome) in item.outcomes.enumerated() {
        // A dash says that nobody came by.
        let taken = times(item) == 0 ? "-" : "\(outcome.times)"
        text += "BRDA:\(line(of: item)),\(block),\(branch),\(taken)\n"
        found += 1
        hit += outcome.times > 0 ? 1 : 0
      }
    }
    return text + "BRF:\(found)\nBRH:\(hit)\n"
  }

  private func lines(_ own: [Item]) -> String {
    var counts: [Int: Int] = [:]
    for item in own { counts[line(of: item)] = max(counts[line(of: item)] ?? 0, times(item)) }
    var text = ""
    for (line, times) in counts.sorted(by: { $0.key < $1.key }) { text += "DA:\(line),\(times)\n" }
    return text + "LF:\(counts.count)\nLH:\(counts.values.count { $0 > 0 })\n"
  }

  /// Each contact gives yes or no, and perhaps missing beside it.
  private func times(_ item: Item) -> Int {
    item.outcomes.reduce(0) { $0 + ($1.kind == .missing ? 0 : $1.times) }
  }
}
