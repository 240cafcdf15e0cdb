import BantamDiagnostics
import BantamSyntax

/// Characters that nobody sees and that can make a rule look like another one.
enum HiddenCharacters: LintRule {
  static let manual = LintManual(
    "BT1232", "hidden-characters", "characters that cannot be seen",
    text: """
      The line holds characters without a shape of their own. Marks that turn the direction of writing can make an \
      editor or a review show other rules than those that run (the Trojan Source attack, CVE-2021-42574). Blanks of no \
      width, soft hyphens and no-break blanks get into texts by copying: a value with one matches no contact. Where \
      scripts need them – in Arabic, Hebrew or Indic words, in joined emoji – they are left alone.
      """,
    wrong: """
      segment kiel { city = "Ki\u{00AD}el" }
      """,
    right: """
      segment kiel { city = "Kiel" }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for tree in context.trees where mayHold(tree.source.bytes) {
      var line: (index: Int, hidden: [(scalar: Unicode.Scalar, span: Span)])?
      for hidden in hidden(in: tree, context) {
        let index = tree.source.lineIndex(of: hidden.span.start)
        if line?.index == index {
          line?.hidden.append(hidden)
        } else {
          report(line?.hidden ?? [], tree, &findings)
          line = (index, [hidden])
        }
      }
      report(line?.hidden ?? [], tree, &findings)
    }
  }

  /// Their first bytes: U+00A0 and U+00AD, U+2000 to U+206F, U+FEFF.
  private static func mayHold(_ bytes: [UInt8]) -> Bool { bytes.contains { $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF } }

  private static func hidden(in tree: SyntaxTree, _ context: LintContext) -> [(scalar: Unicode.Scalar, span: Span)] {
    var found: [(scalar: Unicode.Scalar, span: Span)] = []
    var offset = 0
    var previous: Unicode.Scalar?
    for scalar in String(decoding: tree.source.bytes, as: UTF8.self).unicodeScalars {
      let length = UTF8.width(scalar)
      // The mark at the very start says that the file is UTF-8.
      if let kind = Kind(scalar), offset > 0 || scalar.value != 0xFEFF, !isNeeded(kind, after: previous) {
        found.append((scalar, Span(file: tree.file, start: offset, end: offset + length)))
      }
      offset += length
      previous = scalar
    }
    guard found.contains(where: { Kind($0.scalar) == .blank }) else { return found }
    let compared = compared(in: tree, context)
    return found.filter { Kind($0.scalar) != .blank || isInside($0.span, compared) }
  }

  /// The texts that are compared with values, in their order. In labels and comments a no-break blank does no harm.
  private static func compared(in tree: SyntaxTree, _ context: LintContext) -> [Span] {
    var spans: [Span] = []
    for kind in [NodeKind.textValue, .values, .texts, .textTest, .range, .activity] {
      for node in context.nodes(kind) where node.tree.file == tree.file {
        spans += node.tokens.filter { $0.kind == .string || $0.kind == .regex }.map { node.span($0) }
      }
    }
    return spans.sorted { $0.start < $1.start }
  }

  private enum Kind {
    /// Turns the direction of writing for what follows.
    case direction
    /// Marks, joiners and blanks without a width.
    case invisible
    /// A blank that is none for comparing.
    case blank

    init?(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x202A...0x202E, 0x2066...0x2069: self = .direction
      case 0x00AD, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF: self = .invisible
      case 0x00A0, 0x2007, 0x202F: self = .blank
      default: return nil
      }
    }
  }

  /// Joiners and marks belong to the writing of many scripts, and to emoji.
  private static func isNeeded(_ kind: Kind, after previous: Unicode.Scalar?) -> Bool {
    kind == .invisible && (previous?.value ?? 0) >= 0x0590 && Kind(previous ?? " ") == nil
  }

  private static func isInside(_ span: Span, _ texts: [Span]) -> Bool {
    var low = 0
    var high = texts.count
    while low < high {
      let middle = (low + high) / 2
      if texts[middle].end <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < texts.count && texts[low].start < span.start
  }

  private static func report(
    _ hidden: [(scalar: Unicode.Scalar, span: Span)], _ tree: SyntaxTree, _ findings: inout LintFindings
  ) {
    guard let first = hidden.first else { return }
    let codes = hidden.prefix(5).map { "U+\(code($0.scalar))" }
    let names = codes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
    let turns = hidden.contains { Kind($0.scalar) == .direction }
    let message =
      turns
      ? "this line holds marks that turn the direction of writing (\(names)): it may run otherwise than it looks"
      : "this line holds characters that cannot be seen (\(names)): a value with them matches hardly any contact"
    let edits = hidden.map { Edit($0.span, Kind($0.scalar) == .blank ? " " : "") }
    findings.report(
      message, at: first.span, help: "remove them, or write `# allow BT1232` above the line if one is meant",
      fixes: [Fix("remove them", edits, isSafe: false)])
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let number = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - number.count)) + number
  }
}
