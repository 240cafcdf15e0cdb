import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram

/// Compares leads of both sides: grade, points, suggestion, owner.
struct LeadComparer {
  private let old: LeadFigures
  private let new: LeadFigures

  /// The indices are into the sides' campaigns.
  init(_ old: DiffSide, _ oldIndex: Int, _ new: DiffSide, _ newIndex: Int) {
    self.old = LeadFigures(old, oldIndex)
    self.new = LeadFigures(new, newIndex)
  }

  /// Keeps those of the contacts that have a change.
  func compare(_ contacts: [LeadChange], _ subject: inout SubjectDiff) {
    let sameGrade = table { $0 == $1 }
    let sameSuggestion = old.suggestions.map { one in new.suggestions.map { one == $0 } }
    let ownerOfNew = new.owners.names.map { name in old.owners.names.firstIndex(of: name).map(Int32.init) ?? -2 }
    let comparesOwners = !old.owners.codes.isEmpty || !new.owners.codes.isEmpty
    for var contact in contacts {
      let (one, two) = (Int(contact.oldPlace), Int(contact.newPlace))
      let (oldGrade, newGrade) = (old.grade(one), new.grade(two))
      if !sameGrade[oldGrade][newGrade] {
        contact.kinds.insert(.grade)
      } else if !isSameTotal(one, two) {
        contact.kinds.insert(.points)
      }
      if !sameSuggestion[oldGrade][newGrade] { contact.kinds.insert(.suggestion) }
      if comparesOwners {
        let present = old.owners.codes.isEmpty ? -1 : old.owners.codes[one]
        let code = new.owners.codes.isEmpty ? -1 : new.owners.codes[two]
        if present != (code < 0 ? -1 : ownerOfNew[Int(code)]) { contact.kinds.insert(.owner) }
      }
      if !contact.kinds.isEmpty { subject.changes.append(contact) }
    }
  }

  private func table(_ isSame: (String, String) -> Bool) -> [[Bool]] {
    old.grades.map { one in new.grades.map { isSame(one, $0) } }
  }

  private func isSameTotal(_ one: Int, _ two: Int) -> Bool {
    switch (old.total(one), new.total(two)) {
    case (nil, nil): true
    case (let first?, let second?):
      Int128(first.numerator) * Int128(second.denominator) == Int128(second.numerator) * Int128(first.denominator)
    case (nil, _), (_, nil): false
    }
  }
}

/// The leads of one campaign on one side, by place in its rows.
struct LeadFigures {
  /// Names by index of the grade; the last one is for leads without a grade.
  let grades: [String]
  /// Parallel to `grades`.
  let suggestions: [String]
  /// The lines of the grades; the last one has none.
  let gradeLines: [GradeCause.Line?]
  let owners: LeadOwners
  let score: ScorePlan?
  let outcome: ScoreOutcome?
  private let places: [Int32]

  init(_ side: DiffSide, _ index: Int) {
    let result = side.campaigns[index]
    score = result.score.map { side.plan.scores[$0] }
    outcome = result.score.flatMap { side.outcome.scores[$0] }
    places = result.places
    owners = side.owners[index]
    let declared = score.map { side.program.scores[$0.score].grades } ?? []
    grades = declared.map(\.name) + [""]
    gradeLines =
      declared.map { grade in
        let words = grade.suggestions.map(\.words).joined(separator: ", ")
        return GradeCause.Line(
          grade.span, side.program, text: "\(grade.name) suggests \(words.isEmpty ? "nothing" : words)")
      } + [nil]
    suggestions = declared.map { $0.suggestions.map(\.words).joined(separator: ", ") } + [""]
  }

  /// Index into `grades`.
  func grade(_ place: Int) -> Int {
    guard let outcome, grades.count > 1 else { return grades.count - 1 }
    return Int(outcome.grades[Int(places[place])])
  }

  func total(_ place: Int) -> (numerator: Int64, denominator: Int64)? {
    guard let outcome, let score else { return nil }
    return (outcome.totals[Int(places[place])], score.denominator)
  }

  /// A total in ten-thousandths; nil without a score.
  func points(_ place: Int) -> Int64? {
    total(place).map { BantamLeads.points($0.numerator, $0.denominator) }
  }

  /// The lead's place in the score's lists.
  func figure(_ place: Int) -> Int { Int(places[place]) }

  /// The number of its veto, from 1; 0 for none.
  func veto(_ place: Int) -> Int { outcome.map { Int($0.vetoes[figure(place)]) } ?? 0 }
}
