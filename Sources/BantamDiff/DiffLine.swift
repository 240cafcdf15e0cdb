import BantamColumns
import BantamDiagnostics
import BantamLeads
import BantamProgram
import BantamStore

/// What is different about one contact in one campaign or segment.
public struct DiffLine: Sendable {
  public enum Change: String, Sendable, CaseIterable {
    case enters, leaves, grade, points, suggestion, owner
  }
  /// See `RowNumbers`.
  var contact: Int32
  public var change: Change
  /// Grade, suggestion or owner; nil for none.
  public var from: String?
  public var to: String?
  /// Ten-thousandths.
  public var fromTotal: Int64?
  public var toTotal: Int64?
  /// The clause's place and words; of grades and points all causes.
  public var place = ""
  public var because = ""
}

extension RuleDiff {
  /// Hands over all lines of a subject, change by change, each in the order of the keys.
  func eachLine(_ subject: SubjectDiff, _ visit: (DiffLine) -> Void) {
    let maker = LineMaker(self, subject)
    for change in DiffLine.Change.allCases {
      for index in 0..<maker.capacity(change) {
        if let line = maker.line(change, index) { visit(line) }
      }
    }
  }

  /// At most so many lines of one change: one for each clause first, so that each shows what it does.
  func samples(_ subject: SubjectDiff, _ change: DiffLine.Change, top: Int) -> [DiffLine] {
    let maker = LineMaker(self, subject)
    var chosen: [Int] = []
    var seen: Set<Int32> = []
    for index in 0..<maker.capacity(change) where chosen.count < top {
      guard let group = maker.group(change, index), seen.insert(group).inserted else { continue }
      chosen.append(index)
    }
    let first = Set(chosen)
    for index in 0..<maker.capacity(change) where chosen.count < top {
      if !first.contains(index), maker.group(change, index) != nil { chosen.append(index) }
    }
    return chosen.sorted().compactMap { maker.line(change, $0) }
  }

  /// The contact's key.
  func key(_ contact: Int32) -> SQLValue {
    let row = rows.oldRow(contact)
    return row >= 0
      ? SQLValue(keyOf: Int(row), old.contacts.keys) : SQLValue(keyOf: Int(rows.newRow(contact)), new.contacts.keys)
  }
}

/// Makes lines of one subject.
struct LineMaker {
  private let subject: SubjectDiff
  private let old: LeadFigures?
  private let new: LeadFigures?
  private let oldRows: [Int32]
  private let newRows: [Int32]
  private let rows: RowNumbers

  init(_ diff: RuleDiff, _ subject: SubjectDiff) {
    self.subject = subject
    rows = diff.rows
    old = subject.oldIndex.map { LeadFigures(diff.old, $0) }
    new = subject.newIndex.map { LeadFigures(diff.new, $0) }
    oldRows = subject.oldIndex.map { diff.old.campaigns[$0].rows } ?? []
    newRows = subject.newIndex.map { diff.new.campaigns[$0].rows } ?? []
  }

  /// Indices of lines lie below.
  func capacity(_ change: DiffLine.Change) -> Int {
    switch change {
    case .enters: subject.enters.contacts.count
    case .leaves: subject.leaves.contacts.count
    case .grade, .points, .suggestion, .owner: subject.changes.count
    }
  }

  /// What stands behind a line, as a number; nil: the contact has no such change.
  func group(_ change: DiffLine.Change, _ index: Int) -> Int32? {
    switch change {
    case .enters: return subject.enters.clauseOf[index]
    case .leaves: return subject.leaves.clauseOf[index]
    case .grade, .points: return has(change, index) ? subject.reasonOf[index] : nil
    case .suggestion, .owner: return has(change, index) ? 0 : nil
    }
  }

  private func has(_ change: DiffLine.Change, _ index: Int) -> Bool {
    switch change {
    case .enters, .leaves: true
    case .grade: subject.changes[index].kinds.contains(.grade)
    case .points: subject.changes[index].kinds.contains(.points)
    case .suggestion: subject.changes[index].kinds.contains(.suggestion)
    case .owner: subject.changes[index].kinds.contains(.owner)
    }
  }

  func line(_ change: DiffLine.Change, _ index: Int) -> DiffLine? {
    switch change {
    case .enters:
      let contact = subject.enters.contacts[index]
      var line = move(subject.enters, index, .enters)
      if let new, let place = newRows.place(ofRow: rows.newRow(contact)) {
        line.to = gradeName(new, place)
        line.toTotal = new.points(place)
      }
      return line
    case .leaves:
      let contact = subject.leaves.contacts[index]
      var line = move(subject.leaves, index, .leaves)
      if let old, let place = oldRows.place(ofRow: rows.oldRow(contact)) {
        line.from = gradeName(old, place)
        line.fromTotal = old.points(place)
      }
      return line
    case .grade, .points, .suggestion, .owner:
      guard has(change, index), let old, let new else { return nil }
      return self.change(change, index, old, new)
    }
  }

  private func move(_ moves: Moves, _ index: Int, _ change: DiffLine.Change) -> DiffLine {
    let clause = moves.clauses[Int(moves.clauseOf[index])]
    return DiffLine(contact: moves.contacts[index], change: change, place: clause.place, because: clause.words)
  }

  private func change(_ kind: DiffLine.Change, _ index: Int, _ old: LeadFigures, _ new: LeadFigures) -> DiffLine {
    let change = subject.changes[index]
    let (one, two) = (Int(change.oldPlace), Int(change.newPlace))
    var line = DiffLine(contact: change.contact, change: kind)
    line.fromTotal = old.points(one)
    line.toTotal = new.points(two)
    switch kind {
    case .enters, .leaves: break
    case .grade, .points:
      line.from = gradeName(old, one)
      line.to = gradeName(new, two)
      let causes = subject.reasons[Int(subject.reasonOf[index])]
      line.place = causes.lazy.compactMap { ($0.new + $0.old).first?.place }.first ?? ""
      line.because = causes.map { words($0, one, two, old, new) }.joined(separator: "; ")
    case .suggestion:
      line.from = orNil(old.suggestions[old.grade(one)])
      line.to = orNil(new.suggestions[new.grade(two)])
      explain(&line, GradeCause(suggestion: old.grade(one), new.grade(two), old, new))
    case .owner:
      line.from = old.owners.name(one)
      line.to = new.owners.name(two)
      explain(&line, GradeCause(owner: old.owners.rule(one), new.owners.rule(two), old, new))
    }
    return line
  }

  private func explain(_ line: inout DiffLine, _ cause: GradeCause) {
    line.place = (cause.new + cause.old).first?.place ?? ""
    line.because = cause.change
  }

  private func words(
    _ cause: GradeCause, _ one: Int, _ two: Int, _ old: LeadFigures, _ new: LeadFigures
  ) -> String {
    guard cause.kind == .discipline else { return cause.words }
    let points = "\(old.points(of: cause.name, one)) → \(new.points(of: cause.name, two))"
    return "\(cause.name) \(points): \(cause.change)"
  }

  private func gradeName(_ figures: LeadFigures, _ place: Int) -> String? {
    orNil(figures.grades[figures.grade(place)])
  }

  private func orNil(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension LeadFigures {
  /// The points of a discipline, `–` where there is none.
  fileprivate func points(of discipline: String, _ place: Int) -> String {
    guard let score, let outcome, let index = score.disciplines.firstIndex(where: { $0.name == discipline }) else {
      return "–"
    }
    let raw = Int64(outcome.points[index][figure(place)])
    return decimalText(BantamLeads.points(raw * 100, score.disciplines[index].fullMarks), places: 4)
  }
}

extension GradeCause {
  /// `budget: 60 when budget >= 25_000 EUR → 100 when budget >= 100_000 EUR`
  public var words: String { "\(name): \(change)" }

  /// What two grades suggest.
  init(suggestion one: Int, _ two: Int, _ old: LeadFigures, _ new: LeadFigures) {
    self.init(
      kind: .suggestion, name: "suggestion", old: [old.gradeLines[one]].compactMap { $0 },
      new: [new.gradeLines[two]].compactMap { $0 })
  }

  /// Who gives a lead to somebody; -1: nobody, it is kept.
  init(owner one: Int32, _ two: Int32, _ old: LeadFigures, _ new: LeadFigures) {
    self.init(
      kind: .owner, name: "owner", old: one < 0 ? [] : [old.owners.rules[Int(one)]],
      new: two < 0 ? [] : [new.owners.rules[Int(two)]])
  }

  var change: String {
    func texts(_ lines: [Line]) -> String { lines.isEmpty ? "–" : lines.map(\.text).joined(separator: ", ") }
    let (before, after) = (texts(old), texts(new))
    return before == after ? after : "\(before) → \(after)"
  }

  /// The places of the lines that count now, or where there are none, that counted.
  public var places: String {
    var places: [String] = []
    for line in new.isEmpty ? old : new where !places.contains(line.place) { places.append(line.place) }
    return places.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
