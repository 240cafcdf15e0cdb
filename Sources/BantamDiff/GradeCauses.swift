import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram

/// Why a lead has other points or another grade: lines of a discipline, a veto, the weights, the table of grades.
public struct GradeCause: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case discipline, veto, weights, grades, score
    /// What a grade suggests.
    case suggestion
    /// The line that gives a lead to somebody.
    case owner
  }
  public var kind: Kind
  /// The discipline.
  public var name: String
  /// The lines of each side that the other does not have.
  public var old: [Line]
  public var new: [Line]

  public struct Line: Sendable, Hashable {
    public var path: String
    public var line: Int
    public var text: String

    init(_ span: Span, _ program: Program, text: String? = nil) {
      let clause = Clause(.all, text ?? program.words(span), span, program)
      path = clause.path
      line = clause.line
      self.text = clause.text
    }

    public var place: String { path.isEmpty ? "" : "\(path.split(separator: "/").last ?? ""):\(line)" }
  }
}

/// The lines of a campaign's score on one side, with their answers for some contacts.
struct ScoreLines {
  let figures: LeadFigures
  let declared: Score?
  let program: Program
  let campaign: Campaign
  private var masks: ClauseMasks
  /// Per discipline and line the mask; -1: the line always holds.
  private var maskOf: [[Int]] = []

  init(_ side: DiffSide, _ index: Int, _ rows: [Int32], threads: Int) {
    figures = LeadFigures(side, index)
    program = side.program
    campaign = program.campaigns[side.campaigns[index].campaign]
    declared = figures.score.map { side.program.scores[$0.score] }
    var plan = side.plan
    var nodes: [NodeID] = []
    func mask(_ node: NodeID) -> Int {
      nodes.append(node)
      return nodes.count - 1
    }
    for discipline in figures.score?.disciplines ?? [] {
      maskOf.append(
        discipline.lines.map { line in
          switch line {
          case .when(let node, _), .aged(_, let node, _): return mask(node)
          case .otherwise: return -1
          case .per(let counter, _, _):
            plan.nodes.append(.counter(counter, low: 1, high: .max))
            return mask(plan.nodes.count - 1)
          }
        })
    }
    masks = ClauseMasks(plan, side, nodes: nodes, rows: rows, threads: threads)
  }

  /// The lines that give a contact its points, a bit each; of more than 64 the first ones. `index`: its place in the rows.
  func lines(_ discipline: Int, _ index: Int) -> UInt64 {
    let isSum = figures.score?.disciplines[discipline].isSum ?? false
    var found: UInt64 = 0
    for (line, mask) in maskOf[discipline].enumerated().prefix(64) where mask < 0 || masks.holds(mask, index) {
      found |= 1 << UInt64(line)
      if !isSum { return found }
    }
    return found
  }

  func words(_ discipline: Int, _ lines: UInt64) -> [GradeCause.Line] {
    guard let declared else { return [] }
    return declared.disciplines[discipline].lines.enumerated().prefix(64).compactMap { number, line in
      lines >> UInt64(number) & 1 == 1 ? GradeCause.Line(line.span, program) : nil
    }
  }
}

/// Finds the causes of many changes, equal ones once.
struct GradeExplainer {
  private let old: ScoreLines
  private let new: ScoreLines
  /// Per discipline of either side by name.
  private let pairs: [(name: String, old: Int?, new: Int?)]
  private let hasOtherWeights: Bool
  private let hasOtherGrades: Bool

  private struct Key: Hashable {
    var kind: GradeCause.Kind
    /// Of `pairs`.
    var pair = 0
    var old: UInt64 = 0
    var new: UInt64 = 0
  }

  init(_ old: ScoreLines, _ new: ScoreLines) {
    self.old = old
    self.new = new
    let oldNames = old.figures.score?.disciplines.map(\.name) ?? []
    let newNames = new.figures.score?.disciplines.map(\.name) ?? []
    pairs =
      newNames.enumerated().map { ($1, oldNames.firstIndex(of: $1), $0) }
      + oldNames.enumerated().filter { !newNames.contains($1) }.map { ($1, $0, nil) }
    func shares(_ lines: ScoreLines) -> [(name: String, weight: Int64, sum: Int64)] {
      let disciplines = lines.figures.score?.disciplines ?? []
      let sum = disciplines.reduce(0) { $0 + $1.weight }
      return disciplines.map { ($0.name, $0.weight, sum) }
    }
    let oldShares = shares(old)
    hasOtherWeights =
      oldNames.sorted() != newNames.sorted()
      || shares(new).contains { share in
        guard let other = oldShares.first(where: { $0.name == share.name }) else { return true }
        return share.weight * other.sum != other.weight * share.sum
      }
    let oldGrades = old.declared?.grades.map { [$0.name, $0.from.map { "\($0.tenThousandths)" } ?? ""] } ?? []
    let newGrades = new.declared?.grades.map { [$0.name, $0.from.map { "\($0.tenThousandths)" } ?? ""] } ?? []
    hasOtherGrades = oldGrades != newGrades
  }

  /// Per change an index into the reasons.
  func explain(_ changes: [LeadChange]) -> (codes: [Int32], reasons: [[GradeCause]]) {
    var codeOf: [[Key]: Int32] = [:]
    var reasons: [[Key]] = []
    var keys: [Key] = []
    let codes = changes.enumerated().map { index, change in
      keys.removeAll(keepingCapacity: true)
      find(change, index, &keys)
      if let known = codeOf[keys] { return known }
      codeOf[keys] = Int32(reasons.count)
      reasons.append(keys)
      return Int32(reasons.count - 1)
    }
    return (codes, reasons.map { $0.map(cause) })
  }

  private func find(_ change: LeadChange, _ index: Int, _ keys: inout [Key]) {
    let (one, two) = (Int(change.oldPlace), Int(change.newPlace))
    guard let oldOutcome = old.figures.outcome, let newOutcome = new.figures.outcome,
      let oldScore = old.figures.score, let newScore = new.figures.score
    else {
      keys.append(Key(kind: .score))
      return
    }
    let (oldVeto, newVeto) = (old.figures.veto(one), new.figures.veto(two))
    if (oldVeto == 0) != (newVeto == 0) { keys.append(Key(kind: .veto, old: UInt64(oldVeto), new: UInt64(newVeto))) }
    let (oldPlace, newPlace) = (old.figures.figure(one), new.figures.figure(two))
    for (number, pair) in pairs.enumerated() {
      guard let first = pair.old, let second = pair.new else {
        keys.append(
          Key(
            kind: .discipline, pair: number, old: pair.old.map { old.lines($0, index) } ?? 0,
            new: pair.new.map { new.lines($0, index) } ?? 0))
        continue
      }
      let before = Int128(oldOutcome.points[first][oldPlace]) * Int128(newScore.disciplines[second].fullMarks)
      let after = Int128(newOutcome.points[second][newPlace]) * Int128(oldScore.disciplines[first].fullMarks)
      if before != after {
        keys.append(
          Key(kind: .discipline, pair: number, old: old.lines(first, index), new: new.lines(second, index)))
      }
    }
    if hasOtherWeights { keys.append(Key(kind: .weights)) }
    if hasOtherGrades, change.kinds.contains(.grade) {
      keys.append(
        Key(kind: .grades, old: UInt64(old.figures.grade(one)), new: UInt64(new.figures.grade(two))))
    }
  }

  private func cause(_ key: Key) -> GradeCause {
    switch key.kind {
    case .discipline:
      let pair = pairs[key.pair]
      let before = pair.old.map { old.words($0, key.old) } ?? []
      let after = pair.new.map { new.words($0, key.new) } ?? []
      let (oldTexts, newTexts) = (Set(before.map(\.text)), Set(after.map(\.text)))
      let onlyBefore = before.filter { !newTexts.contains($0.text) }
      let onlyAfter = after.filter { !oldTexts.contains($0.text) }
      // The same lines on both sides: one of them means something else now.
      let isAlike = onlyBefore.isEmpty && onlyAfter.isEmpty
      return GradeCause(
        kind: .discipline, name: pair.name, old: isAlike ? before : onlyBefore, new: isAlike ? after : onlyAfter)
    case .veto:
      func line(_ side: ScoreLines, _ number: UInt64) -> [GradeCause.Line] {
        guard number > 0, let veto = side.declared?.vetoes[Int(number) - 1] else { return [] }
        return [GradeCause.Line(veto.condition.span, side.program, text: "veto \"\(veto.reason)\"")]
      }
      return GradeCause(kind: .veto, name: "veto", old: line(old, key.old), new: line(new, key.new))
    case .weights:
      func lines(_ side: ScoreLines, _ other: ScoreLines) -> [GradeCause.Line] {
        let others = other.declared?.disciplines ?? []
        return (side.declared?.disciplines ?? []).filter { discipline in
          others.first { $0.name == discipline.name }?.weight != discipline.weight
        }.map { GradeCause.Line($0.span, side.program, text: "\($0.name) weight \($0.weight)") }
      }
      return GradeCause(kind: .weights, name: "weights", old: lines(old, new), new: lines(new, old))
    case .grades:
      func line(_ side: ScoreLines, _ number: UInt64) -> [GradeCause.Line] {
        guard let grades = side.declared?.grades, Int(number) < grades.count else { return [] }
        let grade = grades[Int(number)]
        let from = grade.from.map { "from \(decimalText($0.tenThousandths, places: 4))" } ?? "otherwise"
        return [GradeCause.Line(grade.span, side.program, text: "\(grade.name) \(from)")]
      }
      return GradeCause(kind: .grades, name: "grades", old: line(old, key.old), new: line(new, key.new))
    // Not found out here.
    case .suggestion, .owner: return GradeCause(kind: key.kind, name: "", old: [], new: [])
    case .score:
      func line(_ side: ScoreLines) -> [GradeCause.Line] {
        guard let declared = side.declared else { return [] }
        return [
          GradeCause.Line(
            side.program.line("qualify", of: side.campaign.span), side.program, text: "qualify with \(declared.name)")
        ]
      }
      return GradeCause(kind: .score, name: "score", old: line(old), new: line(new))
    }
  }
}
