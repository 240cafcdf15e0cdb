import BantamDiagnostics
import BantamProgram

/// Whose value it is.
enum Whose: Hashable, Sendable {
  case contact
  /// The company of the contact asked.
  case company
  case activity
}

/// What a simple test is about: one quantity of a contact that has one value, or none.
indirect enum Subject: Hashable, Sendable {
  /// 0 company, 1 person.
  case kind(Whose)
  /// 0 or 1: whether a person belongs to a company.
  case hasCompany
  case field(Whose, FieldID)
  /// Whether a set of tags holds this one, folded.
  case tag(Whose, FieldID, String)
  case expression(Whose, NumberExpression)
  /// -1, 0, 1: how two numbers stand to each other.
  case order(Whose, NumberExpression, NumberExpression)
  case timeOrder(Whose, FieldID, FieldID)
  /// How many persons of the company there are for whom the condition holds; missing for a person.
  case persons(Condition)
  case count(Whose, ActivityFilter)
  case edge(Whose, ActivityEdge, ActivityFilter)
  case aggregate(Whose, Aggregate, FieldID, ActivityFilter)
  case sample(Whose, Int, String)
  /// The index of the stage; missing where there is none.
  case stage(Whose, FunnelID, String?)
  /// 0 or 1: something of which nothing is known but whether it holds.
  case flag(Whose, Condition)
}

/// By which measure a subject's values are compared. A value has a place on each of them, whatever the others say.
enum Aspect: Hashable, Sendable {
  case number
  case text
  /// Time before or after the run, in half units; see `TimeFrame`.
  case fromNow(TimeFrame.Unit)
  /// Days since 1970-01-01, or milliseconds.
  case absolute
  /// Which calendar unit, from this one on.
  case calendar(CalendarUnit)
  case anniversary(TimeFrame.Unit)
  /// Ten-thousandths of a kilometre.
  case distance(PlaceID)
}

/// What a literal says of a value that is known.
enum ValueSet: Hashable, Sendable {
  case everything
  case nothing
  case numbers(Intervals)
  /// Folded texts.
  case texts(TextRanges)
  /// Whatever passes, or does not pass, a test of texts that is no range.
  case passing(TextTest, Bool)
}

/// One simple statement: the subject's value lies in a set, or is missing where that is allowed.
struct Literal: Hashable, Sendable {
  var subject: Subject
  var aspect: Aspect
  var values: ValueSet
  var allowsMissing: Bool
  /// Where it is written.
  var span: Span

  static func == (first: Literal, second: Literal) -> Bool {
    first.subject == second.subject && first.aspect == second.aspect && first.values == second.values
      && first.allowsMissing == second.allowsMissing
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(values)
  }

  /// The statement that is true exactly where this one is not.
  var negated: Literal {
    var copy = self
    copy.allowsMissing.toggle()
    copy.values =
      switch values {
      case .everything: .nothing
      case .nothing: .everything
      case .numbers(let set): .numbers(set.complement)
      case .texts(let set): .texts(set.complement)
      case .passing(let test, let isYes): .passing(test, !isYes)
      }
    return copy
  }

  /// The one statement that is true where either is; nil where there is none.
  func union(_ other: Literal) -> Literal? {
    guard subject == other.subject, aspect == other.aspect else { return nil }
    var copy = self
    copy.allowsMissing = allowsMissing || other.allowsMissing
    switch (values, other.values) {
    case (.numbers(let first), .numbers(let second)): copy.values = .numbers(first.union(second))
    case (.texts(let first), .texts(let second)): copy.values = .texts(first.union(second))
    default: return nil
    }
    return copy
  }
}
