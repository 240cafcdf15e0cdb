import BantamDiagnostics
import BantamLogic
import BantamProgram
import BantamSystem
import BantamTestRunner

/// Contacts that show what findings say.
///
/// A rule asks for one when it reports; all that a rule asked for are made and put to the engine together, so that each
/// one that is shown has been evaluated.
public final class Examples {
  private struct Question {
    var wanted: [(condition: Condition, isYes: Bool)]
    /// What the contact shows, such as `in both`.
    var shows: String
    /// Without such a contact the finding is none.
    var isNeeded: Bool
  }

  private let program: Program
  private let logic: Logic
  private let zone: ZoneRules
  private let asOf: Int64
  private var questions: [Question] = []
  /// Of one rule: more examples than anybody reads.
  private static let most = 100

  init(_ program: Program, _ logic: Logic, zone: ZoneRules, asOf: Int64) {
    self.program = program
    self.logic = logic
    self.zone = zone
    self.asOf = asOf
  }

  /// Asks for a contact with these answers.
  ///
  /// - Returns: what stands for it in `Diagnostic.example` until the contact is found.
  public func contact(
    _ wanted: [(condition: Condition, isYes: Bool)], shows: String = "", isNeeded: Bool = false
  ) -> String {
    questions.append(Question(wanted: wanted, shows: shows, isNeeded: isNeeded))
    return Self.mark + String(questions.count - 1)
  }

  /// Begins no text of a user's: a control character.
  private static let mark = "\u{1}"

  /// The findings with their contacts; those that need one and have none are left out. Questions are forgotten then.
  func shown(in diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !questions.isEmpty else { return diagnostics }
    let found = answered()
    defer { questions = [] }
    return diagnostics.compactMap { diagnostic in
      guard let example = diagnostic.example, example.hasPrefix(Self.mark), let index = Int(example.dropFirst()) else {
        return diagnostic
      }
      if questions[index].isNeeded, found[index] == nil { return nil }
      var shown = diagnostic
      shown.example = found[index]
      return shown
    }
  }

  /// The contacts in words, by question.
  private func answered() -> [String?] {
    var contacts: [GivenContact] = []
    var activities: [GivenActivity] = []
    var places: [[(row: Int, witness: Witness)]] = []
    for question in questions.prefix(Self.most) {
      var rows: [(row: Int, witness: Witness)] = []
      // Whether a value is shared would hang on the other examples.
      if question.wanted.contains(where: { asksForOthers($0.condition) }) {
        places.append([])
        continue
      }
      for witness in logic.witnesses(question.wanted, asOf: asOf) {
        rows.append((contacts.count, witness))
        let first = contacts.count
        contacts += witness.contacts.map { contact in
          var contact = contact
          contact.company = contact.company.map { $0 + first }
          return contact
        }
        activities += witness.activities.map { activity in
          var activity = activity
          activity.contact += first
          return activity
        }
      }
      places.append(rows)
    }
    let asked = questions.prefix(Self.most).map { wholeCondition($0.wanted) }
    guard
      let given = answers(
        to: asked, of: contacts, activities: activities, program, asOf: asOf, zone: zone)
    else { return questions.map { _ in nil } }
    let words = ExampleWords(program: program, zone: zone)
    return questions.indices.map { index in
      guard index < places.count, let holder = places[index].first(where: { given[index][$0.row] }) else { return nil }
      let text = words.text(holder.witness)
      return questions[index].shows.isEmpty ? text : "\(questions[index].shows): \(text)"
    }
  }

  private func asksForOthers(_ condition: Condition, depth: Int = 0) -> Bool {
    var isAsked = false
    condition.forEach { part in
      switch part.kind {
      case .isShared: isAsked = true
      case .segment(let id) where depth < 20:
        isAsked = isAsked || asksForOthers(program.segments[id].condition, depth: depth + 1)
      case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .number, .compare,
        .time, .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach,
        .member, .memberOfOther, .stage, .stageEver, .reachable:
        break
      }
    }
    return isAsked
  }

  private func wholeCondition(_ wanted: [(condition: Condition, isYes: Bool)]) -> Condition {
    let span = wanted.first?.condition.span ?? Span(file: 0, start: 0, end: 0)
    return Condition(
      .all(wanted.map { $0.isYes ? $0.condition : Condition(.not($0.condition), span) }), span)
  }
}
