import BantamDiagnostics
import BantamProgram
import BantamWorkload

/// Pairs of random rule sets that have something in common, each with three campaigns.
enum DiffPrograms {
  static func pair(seed: UInt64, otherZone: Bool) -> (old: Program, new: Program) {
    var random = SplitMix64(seed: seed)
    let base = RandomProgram.make(seed: seed * 7)
    let other = RandomProgram.make(seed: seed * 7 + 3)
    var mixed = base
    mixed.settings = base.settings
    for index in mixed.segments.indices where random.chance(0.4) { mixed.segments[index] = other.segments[index] }
    if random.chance(0.5) { mixed.scores[0] = other.scores[0] }
    mixed.scores[0].name = base.scores[0].name
    let campaigns = campaigns(&random)
    var old = base
    var new = mixed
    old.campaigns = campaigns
    new.campaigns = campaigns
    if random.chance(0.5) { new.campaigns[0].limit = Limit(count: 40, score: 0) }
    if random.chance(0.5) { new.campaigns[2].excludes.reverse() }
    if random.chance(0.5) { new.campaigns[1].sample = (1...2, 3) }
    if otherZone { new.settings.zone = "Europe/Berlin" }
    return (written(old), written(new))
  }

  private static func campaigns(_ random: inout SplitMix64) -> [Campaign] {
    (0..<3).map { number in
      func segment() -> Condition { Condition(.segment(random.below(12)), nowhere) }
      let audience: ConditionKind =
        random.chance(0.5)
        ? .any([segment(), .init(.not(segment()), nowhere)])
        : .all([.init(.not(segment()), nowhere), .init(.any([segment(), segment(), segment()]), nowhere)])
      var campaign = Campaign(name: "c\(number)", label: nil, audience: Condition(audience, nowhere), span: nowhere)
      campaign.excludes = (0..<2).map { _ in
        Exclusion(
          condition: random.chance(0.5)
            ? segment() : Condition(.all([segment(), Condition(.not(segment()), nowhere)]), nowhere), reason: "")
      }
      campaign.score = 0
      if number == 2 { campaign.yieldsTo = [0] }
      if number == 0 { campaign.limit = Limit(count: 60, score: 0) }
      return campaign
    }
  }

  // MARK: Places

  /// The program with a file in which each condition has a line of its own: equal conditions have equal lines.
  private static func written(_ program: Program) -> Program {
    var writer = Writer()
    var program = program
    for index in program.segments.indices {
      program.segments[index].condition = writer.placed(program.segments[index].condition)
    }
    for index in program.campaigns.indices {
      program.campaigns[index].audience = writer.placed(program.campaigns[index].audience)
      program.campaigns[index].excludes = program.campaigns[index].excludes.map {
        Exclusion(condition: writer.placed($0.condition), reason: $0.reason)
      }
    }
    program.files = [SourceFile(path: "random.bant", text: writer.text)]
    return program
  }

  private struct Writer {
    var text = "\n"

    mutating func placed(_ condition: Condition) -> Condition {
      let line = "\(condition.kind)".replacing("#", with: "")
      let span = Span(file: 0, start: text.utf8.count, end: text.utf8.count + line.utf8.count)
      text += line + "\n"
      switch condition.kind {
      case .all(let parts): return Condition(.all(parts.map { placed($0) }), span)
      case .any(let parts): return Condition(.any(parts.map { placed($0) }), span)
      case .not(let part): return Condition(.not(placed(part)), span)
      case .atLeast(let count, let parts): return Condition(.atLeast(count, parts.map { placed($0) }), span)
      default: return Condition(condition.kind, span)
      }
    }
  }

  // MARK: Turning a clause round

  /// A condition with the answer `answer`, in which the clause at `target` is given the opposite answer, and the clauses
  /// that come after a deciding one are left out: one for each place from which the clause is named.
  static func turned(_ condition: Condition, _ target: Span, _ answer: Bool, _ program: Program) -> [Condition] {
    if condition.span == target { return [Condition(.constant(!answer), nowhere)] }
    switch condition.kind {
    case .not(let part):
      return turned(part, target, !answer, program).map { Condition(.not($0), nowhere) }
    case .all(let parts):
      return turned(parts, target, answer, program, isDecidedByFirst: !answer).map { Condition(.all($0), nowhere) }
    case .any(let parts):
      return turned(parts, target, answer, program, isDecidedByFirst: answer).map { Condition(.any($0), nowhere) }
    case .segment(let id):
      let segment = program.segments[id]
      let bodies = turned(segment.condition, target, answer, program)
      guard let kind = ContactKind(rawValue: segment.context.rawValue) else { return bodies }
      let isKind = Condition(.text(TestField.kind.reference, TextTest(.equals([kind.rawValue]))), nowhere)
      return bodies.map { Condition(.all([isKind, $0]), nowhere) }
    default: return []
    }
  }

  /// The parts up to the one that has the clause; where all decide together they stay.
  private static func turned(
    _ parts: [Condition], _ target: Span, _ answer: Bool, _ program: Program, isDecidedByFirst: Bool
  ) -> [[Condition]] {
    parts.indices.flatMap { index in
      turned(parts[index], target, answer, program).map { made in
        parts[..<index] + [made] + (isDecidedByFirst ? [] : parts[(index + 1)...])
      }
    }
  }
}
