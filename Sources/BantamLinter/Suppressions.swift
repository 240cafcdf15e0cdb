import BantamDiagnostics
import BantamSyntax

/// Comments that allow a finding: `# allow BT1204 because nobody is asked`.
///
/// At the end of a line such a comment is about that line; on a line of its own about what stands below it, a whole
/// declaration or a single line of one.
struct Suppressions {
  static let manual = LintManual(
    "BT1200", "unused-allowance", "an allowance that allows nothing",
    text: """
      A comment `# allow CODE` takes a finding out of the list: at the end of a line for that line, on a line of its own \
      for what stands below it. Where nothing of the kind is found there any more, the comment is to go: else it would \
      hide the next mistake. The same holds for a code that no rule has, here and behind `lint` in the settings.
      """,
    wrong: """
      # allow BT1201
      segment large { employees >= 100 }
      test "large" {
          given company acme { employees: 100 }
          expect acme in large
      }
      """,
    right: """
      segment large { employees >= 100 }
      test "large" {
          given company acme { employees: 100 }
          expect acme in large
      }
      """)

  private struct Allowance {
    var code: String
    var codeSpan: Span
    /// The comment with its sign.
    var comment: Span
    /// What it is about.
    var reach: Span
    var isUsed = false
  }

  private var allowances: [Allowance] = []
  /// By file, indexes into `allowances`.
  private var byFile: [Int: [Int]] = [:]

  init(_ trees: [SyntaxTree]) {
    for tree in trees where holdsAllowance(tree.source.bytes) { collect(tree) }
  }

  // MARK: Applying

  /// Those findings that nothing allows.
  mutating func remaining(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !allowances.isEmpty else { return diagnostics }
    return diagnostics.filter { diagnostic in
      // Of two lines that do not go together either may be the one that is allowed.
      var isAllowed = false
      for span in [diagnostic.span].compactMap({ $0 }) + diagnostic.notes.map(\.span) {
        for index in byFile[span.file] ?? [] {
          let allowance = allowances[index]
          if allowance.code == diagnostic.code, allowance.reach.start <= span.start, span.start <= allowance.reach.end {
            allowances[index].isUsed = true
            isAllowed = true
          }
        }
      }
      return !isAllowed
    }
  }

  /// - Parameter asked: the codes that were looked for.
  func unused(asked: Set<String>, _ levels: LintLevels) -> [Diagnostic] {
    guard let severity = levels.severity(of: Self.manual) else { return [] }
    var findings = LintFindings(Self.manual, severity)
    let known = Set(allLintRules.map { $0.manual.code })
    for allowance in allowances where !allowance.isUsed {
      let isKnown = known.contains(allowance.code)
      guard !isKnown || asked.contains(allowance.code) else { continue }
      let message =
        isKnown
        ? "nothing here is found as `\(allowance.code)`" : "there is no lint rule `\(allowance.code)`"
      let isAlone = allowances.count { $0.comment == allowance.comment } == 1
      findings.report(
        message, at: allowance.codeSpan,
        help: isKnown ? "remove the comment" : "`bantam help lint` lists the codes",
        fixes: isAlone ? [Fix("remove the comment", [Edit(allowance.comment, "")])] : [])
    }
    return findings.diagnostics
  }

  // MARK: Reading

  private func holdsAllowance(_ bytes: [UInt8]) -> Bool {
    let word = Array("allow".utf8)
    var index = 0
    while let sign = bytes[index...].firstIndex(of: UInt8(ascii: "#")) {
      var start = sign + 1
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      if bytes[start...].starts(with: word) { return true }
      index = sign + 1
    }
    return false
  }

  private mutating func collect(_ tree: SyntaxTree) {
    var position = 0
    for token in tree.tokens where token.kind != .newline {
      let start = Int(token.start)
      collect(tree, from: position, to: start, next: token.kind == .endOfFile ? nil : start)
      position = Int(token.end)
    }
  }

  /// The comments between two tokens.
  private mutating func collect(_ tree: SyntaxTree, from start: Int, to end: Int, next: Int?) {
    let bytes = tree.source.bytes
    var index = start
    while let sign = bytes[index..<end].firstIndex(of: UInt8(ascii: "#")) {
      let lineEnd = bytes[sign..<end].firstIndex(of: 0x0A) ?? end
      add(tree, sign, lineEnd, next: next)
      index = lineEnd
    }
  }

  private mutating func add(_ tree: SyntaxTree, _ sign: Int, _ end: Int, next: Int?) {
    let bytes = tree.source.bytes
    var words: [Range<Int>] = []
    var position = sign + 1
    while position < end, words.count < 20 {
      if isWordByte(bytes[position]) {
        let start = position
        while position < end, isWordByte(bytes[position]) { position += 1 }
        words.append(start..<position)
      } else {
        position += 1
      }
    }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    guard words.first.map(text) == "allow", let reach = reach(tree, sign, next) else { return }
    var commentEnd = end
    if commentEnd > sign, bytes[commentEnd - 1] == 0x0D { commentEnd -= 1 }
    for word in words.dropFirst() {
      let code = text(word).uppercased()
      guard isCode(code) else { break }
      byFile[tree.file, default: []].append(allowances.count)
      allowances.append(
        Allowance(
          code: code, codeSpan: Span(file: tree.file, start: word.lowerBound, end: word.upperBound),
          comment: Span(file: tree.file, start: sign, end: commentEnd), reach: reach))
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 }

  private func isCode(_ word: String) -> Bool {
    word.hasPrefix("BT") && word.utf8.count == 6 && word.dropFirst(2).allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// What a comment that begins at `sign` is about; `next`: where the next token starts.
  private func reach(_ tree: SyntaxTree, _ sign: Int, _ next: Int?) -> Span? {
    let source = tree.source
    let line = source.lineStarts[source.lineIndex(of: sign)]
    let isAlone = source.bytes[line..<sign].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    guard isAlone else { return Span(file: tree.file, start: line, end: sign) }
    return next.map { largestNode(in: tree.root, at: $0)?.span ?? Span(file: tree.file, start: $0, end: $0) }
  }

  /// The largest node below `root` that starts there.
  private func largestNode(in root: SyntaxNode, at start: Int) -> SyntaxNode? {
    for node in root.nodes {
      let span = node.span
      if span.start == start { return node }
      if span.start < start, start < span.end { return largestNode(in: node, at: start) }
    }
    return nil
  }
}
