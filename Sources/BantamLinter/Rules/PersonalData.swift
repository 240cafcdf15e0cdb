import BantamDiagnostics
import BantamProgram

/// Data of persons that rules use without a purpose, and sensitive data without consent.
enum PersonalData: LintRule {
  static let manual = LintManual(
    "BT1233", "personal-data", "personal data without a purpose that allows it",
    text: """
      Health, religion, politics, unions, ethnic origin and sexual life are special categories of personal data (GDPR, \
      Article 9): a campaign that reads them, in its audience, exclusions or score, needs a purpose that rests on \
      consent; that nobody is written to does not change it. Other data of persons, such as gender, age or birth date, \
      needs a purpose too (Article 5(1)(b)): found where the rule set has neither a purpose nor a campaign; a campaign \
      that is `internal` says by that what the data is for. Fields are told by their names and labels, in English and \
      German.
      """,
    wrong: """
      fields of person { religion : text }
      segment easter { religion = "catholic" }
      campaign spring {
          audience easter
          internal
      }
      """,
    right: """
      fields of person { interest : text }
      segment easter { interest = "Easter eggs" }
      campaign spring {
          audience easter
          internal
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    let special = Set(program.fields.indices.filter { PersonalFields.isSpecial(program.fields[$0]) })
    if program.campaigns.isEmpty, program.purposes.isEmpty {
      checkWithoutPurpose(context, special, &findings)
    } else if !special.isEmpty {
      let reading = program.segments.indices.filter { firstRead(special, program.segments[$0].condition) != nil }
      let segments = SegmentReach(program).above(reading)
      for campaign in program.campaigns { checkSpecial(campaign, special, segments, program, &findings) }
    }
  }

  /// Told once of each field, where it is read first.
  private static func checkWithoutPurpose(
    _ context: LintContext, _ special: Set<FieldID>, _ findings: inout LintFindings
  ) {
    let fields = context.program.fields
    var told: Set<FieldID> = []
    for placed in context.conditions {
      placed.condition.forEach { part in
        guard part.parts.isEmpty else { return }
        for id in part.fieldsRead where !told.contains(id) {
          guard special.contains(id) || PersonalFields.isPersonal(fields[id]) else { continue }
          told.insert(id)
          findings.report(
            "`\(fields[id].name)` is personal data, and no purpose says what it is used for", at: part.span,
            help: "declare a `purpose` and name it in a campaign, or write a campaign that is `internal`")
        }
      }
    }
  }

  /// - Parameter segments: those that read special data, themselves or through others.
  private static func checkSpecial(
    _ campaign: Campaign, _ special: Set<FieldID>, _ segments: Set<SegmentID>, _ program: Program,
    _ findings: inout LintFindings
  ) {
    let purpose = campaign.purpose.map { program.purposes[$0] }
    if purpose?.basis == .consent { return }
    let scores = Set([campaign.score, campaign.limit?.score].compactMap(\.self)).sorted()
    let conditions = campaign.conditions + scores.flatMap { program.scores[$0].conditions }
    guard let read = conditions.lazy.compactMap({ firstRead(special, $0, segments, program) }).first else { return }
    let basis = purpose.map { "its purpose `\($0.name)` does not rest on consent" } ?? "it has no purpose"
    findings.report(
      "`\(campaign.name)` reads `\(program.fields[read.field].name)`, which only consent allows, and \(basis)",
      at: campaign.span, notes: [Note("read here", at: read.condition.span)],
      help: "do without it, or name a purpose with `basis consent` that says so (GDPR, Article 9)")
  }

  /// The same, also in the segments that the condition names, down to the one that reads it.
  private static func firstRead(
    _ special: Set<FieldID>, _ condition: Condition, _ segments: Set<SegmentID>, _ program: Program
  ) -> (field: FieldID, condition: Condition)? {
    var condition = condition
    for _ in 0...program.segments.count {
      if let read = firstRead(special, condition) { return read }
      guard let next = condition.segments.first(where: segments.contains) else { return nil }
      condition = program.segments[next].condition
    }
    return nil
  }

  private static func firstRead(
    _ special: Set<FieldID>, _ condition: Condition
  ) -> (field: FieldID, condition: Condition)? {
    var found: (field: FieldID, condition: Condition)?
    condition.forEach { part in
      guard found == nil, part.parts.isEmpty else { return }
      found = part.fieldsRead.first(where: special.contains).map { ($0, part) }
    }
    return found
  }
}
