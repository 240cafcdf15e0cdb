import BantamDiagnostics
import BantamProgram

/// A line of a block that the other lines imply already.
enum RedundantLine: LintRule {
  static let manual = LintManual(
    "BT1205", "redundant-line", "a line that changes nothing",
    text: """
      Whoever meets the other lines of the block meets this one too; or, in `any`, whoever meets this branch meets \
      another one. Without the line the same contacts are selected. Mostly one of the thresholds is wrong, or an old \
      line was forgotten when a narrower one came.
      """,
    wrong: """
      segment middle {
          employees >= 10
          employees in 50..250
      }
      """,
    right: """
      segment middle { employees in 50..250 }
      """)

  private static let mostParts = 40

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let declared = Set(
      context.nodes(.segment).filter { $0.name(after: "of") != nil }
        .compactMap { node in node.tokens(.name).dropFirst().first.map { node.span($0) } })
    for placed in context.conditions {
      // Of a segment without `of` its lines say what kind of contact it is about.
      var infersKind = false
      if case .segment(let id) = placed.place {
        let segment = context.program.segments[id]
        infersKind = !segment.isDefine && !declared.contains(segment.span)
      }
      placed.condition.forEach { condition in
        switch condition.kind {
        case .all(let parts):
          check(parts, isAll: true, condition, infersKind: infersKind, context, &findings)
        case .any(let parts):
          check(parts, isAll: false, condition, infersKind: infersKind, context, &findings)
        case .constant, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare,
          .time, .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach,
          .member, .memberOfOther, .stage, .stageEver, .reachable:
          break
        }
      }
    }
  }

  private static func check(
    _ parts: [Condition], isAll: Bool, _ whole: Condition, infersKind: Bool, _ context: LintContext,
    _ findings: inout LintFindings
  ) {
    // Parts that stand in one place were not written one by one.
    guard parts.count > 1, parts.count <= mostParts, Set(parts.map(\.span)).count == parts.count else { return }
    let asked = related(parts)
    guard asked.contains(true), !context.logic.isNever(whole), !context.logic.isAlways(whole) else { return }
    var rest = parts
    // From the end: of two equal lines the later one is the one too many.
    for (part, isRelated) in zip(parts, asked).reversed() where isRelated && !isExplicit(part) {
      guard let index = rest.lastIndex(where: { $0.span == part.span }), rest.count > 1 else { continue }
      var others = rest
      others.remove(at: index)
      // Without the line the condition might be about persons, too.
      let kinds = infersKind ? kinds(part, context.program) : []
      guard kinds.isSubset(of: others.reduce(into: []) { $0.formUnion(self.kinds($1, context.program)) }),
        isImplied(part, by: others, isAll: isAll, context)
      else { continue }
      rest = others
      report(part, others, isAll: isAll, context, &findings)
    }
  }

  /// Which parts ask for something that another one asks for, too: no other can be implied.
  private static func related(_ parts: [Condition]) -> [Bool] {
    let reads = parts.map { ConditionReads($0) }
    if reads.contains(where: \.namesSegments) { return parts.map { _ in true } }
    var counts: [ConditionReads.Read: Int] = [:]
    for read in reads.flatMap(\.reads) { counts[read, default: 0] += 1 }
    return reads.map { $0.reads.isEmpty || $0.reads.contains { counts[$0, default: 0] > 1 } }
  }

  /// What kind of contact a condition makes a segment be about, by what it reads.
  private static func kinds(_ condition: Condition, _ program: Program) -> Set<Context> {
    var kinds = Set(condition.testedFields.map { $0.isOfCompany ? .person : program.fields[$0.field].context })
    switch condition.kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      for part in parts { kinds.formUnion(self.kinds(part, program)) }
    case .not(let inner): kinds = self.kinds(inner, program)
    case .persons: kinds.insert(.company)
    case .ofCompany: kinds.insert(.person)
    case .segment(let id): if program.segments[id].isDefine { kinds.insert(program.segments[id].context) }
    case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
      .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      break
    }
    return kinds.subtracting([.contact, .activity])
  }

  /// `is known` and `is missing` beside another test of the field are said for the reader.
  private static func isExplicit(_ condition: Condition) -> Bool {
    switch condition.kind {
    case .isMissing: true
    case .not(let inner): isExplicit(inner)
    case .constant, .all, .any, .atLeast, .segment, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      false
    }
  }

  private static func isImplied(
    _ part: Condition, by others: [Condition], isAll: Bool, _ context: LintContext
  ) -> Bool {
    isAll
      ? !context.logic.arePossible(others.map { ($0, true) } + [(part, false)])
      : !context.logic.arePossible([(part, true)] + others.map { ($0, false) })
  }

  private static func report(
    _ part: Condition, _ others: [Condition], isAll: Bool, _ context: LintContext, _ findings: inout LintFindings
  ) {
    let cause = others.first { isImplied(part, by: [$0], isAll: isAll, context) }
    findings.report(
      isAll ? "whoever meets the other lines meets this one too" : "whoever meets this branch meets another one too",
      at: part.span, notes: cause.map { [Note(isAll ? "implies it" : "covers it", at: $0.span)] } ?? [],
      help: "remove it, or correct one of them",
      example: isAll
        ? context.examples.contact(
          [(part, true)] + others.prefix(1).map { ($0, false) }, shows: "kept out by the others")
        : context.examples.contact(
          [(part, false)] + others.prefix(1).map { ($0, true) }, shows: "in through the others"),
      fixes: removal(of: part, context).map { [Fix("remove the line", [Edit($0, "")])] } ?? [])
  }

  /// The whole lines of a part that stands alone on them; nil: there is something else beside it.
  static func removal(of part: Condition, _ context: LintContext) -> Span? {
    let file = context.program.files[part.span.file]
    let start = file.lineStarts[file.lineIndex(of: part.span.start)]
    let lastLine = file.lineIndex(of: max(part.span.start, part.span.end - 1))
    let end = lastLine + 1 < file.lineStarts.count ? file.lineStarts[lastLine + 1] : file.bytes.count
    func isBlank(_ range: Range<Int>) -> Bool {
      file.bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
    guard isBlank(start..<part.span.start), part.span.end <= end, isBlank(part.span.end..<end) else { return nil }
    return Span(file: part.span.file, start: start, end: end)
  }
}
