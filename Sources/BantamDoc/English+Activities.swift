import BantamProgram

extension English {
  func activity(_ kind: ConditionKind, _ isNegated: Bool) -> Words {
    switch kind {
    case .did(let filter, let range): return did(filter, range, isNegated)
    case .edge(let edge, let filter, let test):
      let kind: Words = filter.kind == nil ? "activity of any kind" : named(filter)
      let what: Words = "the \(edge == .first ? "first" : "last") \(kind)\(with(filter))"
      return isNegated ? "\(what) did not happen \(when(test)), or never" : "\(what) happened \(when(test))"
    case .sequence(let filter, let duration, let after):
      let words = "within \(self.duration(duration)) after \(named(after))\(with(after))" as Words
      return "\(named(filter))\(with(filter)) \(isNegated ? "did not happen" : "happened") \(words)"
    case .aggregate(let aggregate, let field, let filter, let range):
      let function =
        switch aggregate {
        case .sum: "sum"
        case .average: "average"
        case .minimum: "smallest value"
        case .maximum: "largest value"
        }
      let of =
        "the \(function) of \(self.field(field)) over each \(named(filter))\(inWindow(filter))\(with(filter))" as Words
      let words = self.range(range, isMoney: catalogue.isMoney(field))
      return "\(of) \(isNegated ? "is not" : "is") \(words)\(isNegated ? ", or there is none" : "")"
    case .didInEach(let filter, let count, let unit):
      let what = "\(named(filter))\(with(filter))" as Words
      let span = "of the last \(self.count(count)) \(calendar(unit))s"
      return isNegated ? "in at least one \(span), \(what) did not happen" : "\(what) happened in each \(span)"
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .sample, .persons, .ofCompany, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return ""
    }
  }

  /// How often, turned round where the opposite is asked for.
  private func did(_ filter: ActivityFilter, _ range: CountRange, _ isNegated: Bool) -> Words {
    let tail = "\(inWindow(filter))\(with(filter))" as Words
    switch (isNegated, range.low, range.high) {
    case (false, 1, nil), (true, 0, 0): return "\(named(filter)) happened\(tail)"
    case (true, 1, nil), (false, 0, 0):
      return "\(named(filter)) \(filter.window == nil ? "never happened" : "did not happen")\(tail)"
    case (false, let low, nil): return "\(named(filter)) happened at least \(times(low))\(tail)"
    case (false, 0, let high?): return "\(named(filter)) happened at most \(times(high))\(tail)"
    case (false, let low, let high?):
      return "\(named(filter)) happened \(low == high ? "exactly" : "\(count(low)) to") \(times(high))\(tail)"
    case (true, let low, nil): return "\(named(filter)) happened at most \(times(low - 1))\(tail)"
    case (true, 0, let high?): return "\(named(filter)) happened more than \(times(high))\(tail)"
    case (true, _, let high?): return "\(named(filter)) did not happen exactly \(times(high))\(tail)"
    }
  }

  /// The kind of activity.
  func named(_ filter: ActivityFilter) -> Words {
    filter.kind.map { Words(text: quoted(spaced($0))) } ?? "activity of any kind"
  }

  func inWindow(_ filter: ActivityFilter) -> Words { filter.window.map { " \(when($0))" } ?? "" }

  /// What is asked of the activity itself.
  func with(_ filter: ActivityFilter) -> Words {
    filter.condition.map { " (counted only where \(inline($0, .activity)))" } ?? ""
  }

  // MARK: Groups

  func said(of group: Group) -> Words {
    switch group {
    case .all: "all of this is true"
    case .any: "at least one of these is true"
    case .atLeast(let count): count == 1 ? "at least one of these is true" : "at least \(count) of these are true"
    case .atMost(let count): count == 1 ? "at most one of these is true" : "at most \(count) of these are true"
    case .none: "none of these is true"
    case .notAll: "not all of these are true"
    }
  }

  func said(_ group: Group?) -> Words { group.map { said(of: $0) } ?? "this is true" }

  func related(_ relation: Relation, _ subject: Context, _ group: Group?) -> Words {
    let rest: Words = group.map { ", \(said(of: $0))" } ?? ""
    switch relation {
    case .persons(0, 0): return "for none of its persons\(rest)"
    case .persons(let low, nil): return "for at least \(low == 1 ? "one" : count(low)) of its persons\(rest)"
    case .persons(0, let high?): return "for at most \(high == 1 ? "one" : count(high)) of its persons\(rest)"
    case .persons(let low, let high?):
      let many = low == high ? "exactly \(low == 1 ? "one" : count(low))" : "\(count(low)) to \(count(high))"
      return "for \(many) of its persons\(rest)"
    case .personsOtherThan(let number): return "not for exactly \(count(number)) of its persons\(rest)"
    case .company: return "for \(possessive(subject)) company\(rest)"
    case .notCompany: return "\(having(subject, false)) no company, or for it\(rest)"
    }
  }

  func inLine(_ group: Group, _ clauses: [Words]) -> Words {
    switch group {
    case .all: clauses.joined(" and ")
    case .any: clauses.joined(", or ")
    case .none: "neither of these: \(clauses.joined(" – "))"
    case .notAll: "not both of these: \(clauses.joined(" – "))"
    case .atLeast(let count): "at least \(count) of these: \(clauses.joined(" – "))"
    case .atMost(let count): "at most \(count) of these: \(clauses.joined(" – "))"
    }
  }
}
